"""The one Typst program of the sheet. It only draws: every place comes from the layout, every word as a string."""

TEMPLATE = r"""
#let d = json(bytes(sys.inputs.data))
#set document(title: d.title, date: none)
#let across(width) = if d.across == "" { none } else { rotate(-32deg, text(font: (d.song, d.hei), size: width * 0.27mm, weight: "bold", fill: luma(222), tracking: 0.1em, d.across)) }
#set text(font: (d.hei, d.song), lang: "zh", region: "cn", cjk-latin-spacing: none, fill: black, top-edge: 0.88em, bottom-edge: -0.12em)
#set par(leading: 0pt, spacing: 0pt)
#let at(x, y, body) = place(top + left, dx: x * 1mm, dy: y * 1mm, body)
#let sides = (left: left, center: center, right: right)
#let say(w) = at(w.rect.x, w.rect.y, box(
  width: w.rect.w * 1mm, height: w.rect.h * 1mm,
  align(sides.at(w.align) + horizon, text(
    size: w.size * 1pt, weight: if w.bold { "bold" } else { "regular" },
    font: if w.face == "song" { (d.song, d.hei) } else { (d.hei, d.song) }, w.text)),
))
#let marker(m) = {
  let u = m.size / d.cells
  at(m.x, m.y, square(size: m.size * 1mm, fill: black, stroke: none))
  for (c, r) in m.white { at(m.x + c * u, m.y + r * u, square(size: u * 1mm, fill: white, stroke: none)) }
}
#let example(e, border) = {
  at(e.x, e.y, square(size: e.w * 1mm, stroke: border))
  at(e.x, e.y, curve(
    stroke: (paint: black, thickness: 0.9mm, cap: "round", join: "round"),
    curve.move((e.w * 0.2mm, e.w * 0.52mm)),
    curve.line((e.w * 0.43mm, e.w * 0.8mm)),
    curve.line((e.w * 1.05mm, e.w * 0.08mm)),
  ))
}
// The word across leaves the boxes white: as pale as it is, a machine takes it for ink there.
#let clear = 2.5
#let bare(r) = at(r.x - clear, r.y - clear, rect(width: (r.w + 2 * clear) * 1mm, height: (r.h + 2 * clear) * 1mm, fill: white, stroke: none))
#let shell(p, border) = {
  if d.across != "" { for r in p.boxes { bare(r) } }
  for m in p.markers { marker(m) }
  for l in p.lines {
    at(0, 0, line(start: (l.x1 * 1mm, l.y1 * 1mm), end: (l.x2 * 1mm, l.y2 * 1mm), stroke: l.width * 1mm + black))
  }
  for b in p.boxes { at(b.x, b.y, square(size: b.w * 1mm, stroke: border)) }
  if p.example != none { example(p.example, border) }
  for w in p.words { say(w) }
}
#for heap in d.piles {
  let border = heap.box_line * 1mm + black
  let shells = heap.pages.map(p => block(width: 100%, height: 100%, shell(p, border)))
  // Setting the page begins a new one.
  set page(width: heap.width * 1mm, height: heap.height * 1mm, margin: 0mm, background: across(heap.width))
  let first = true
  for s in heap.sheets {
    for (n, p) in heap.pages.enumerate() {
      if not first { pagebreak() }
      first = false
      place(top + left, shells.at(n))
      let qr = image(bytes(s.qrs.at(n)), format: "svg", width: p.qrs.at(0).w * 1mm, alt: s.code)
      for r in p.qrs { at(r.x, r.y, qr) }
      for r in p.codes {
        at(r.x, r.y, box(width: r.w * 1mm, height: r.h * 1mm, align(center + horizon,
          text(size: s.size * 1pt, s.code))))
      }
    }
  }
}
"""
