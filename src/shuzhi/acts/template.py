"""Acts on the office's own templates (自备模板, D0011)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from shuzhi.acts._perform import move
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.roles import Actor


def upload(
    actor: Actor,
    body: m.Body,
    *,
    paper: str,
    filename: str,
    data: bytes,
    uses: Sequence[str],
    flaws: Sequence[Mapping[str, Any]],
    removed: Sequence[str] = (),
    reason: str = "",
    once: str | None = None,
) -> m.Template:
    """Keeps a new version of a template with what its check found; nothing comes out of it yet (D0011)."""
    digest = hashlib.sha256(data).hexdigest()
    with move(actor, "template.upload", body, reason=reason, once=once, paper=paper, digest=digest) as this:
        last = m.Template.objects.filter(body=this.subject, paper=paper).values_list("version", flat=True).first()
        return this.made(
            m.Template(
                body=this.subject,
                paper=paper,
                version=(last or 0) + 1,
                filename=filename,
                data=data,
                size=len(data),
                digest=digest,
                uploaded_at=clock.now(),
                uploaded_by=actor.name,
                uses=list(uses),
                flaws=[dict(one) for one in flaws],
                removed=list(removed),
            )
        )


def adopt(actor: Actor, template: m.Template, *, reason: str = "", once: str | None = None) -> m.Template:
    """From now on the body's papers of this kind come out of this version; the one before it is kept (D0011)."""
    with move(actor, "template.adopt", template, reason=reason, once=once, **_told(template)) as this:
        before = m.Template.objects.filter(body=this.subject.body_id, paper=this.subject.paper, state="adopted")
        before.exclude(pk=this.subject.pk).update(state="retired")
    return this.subject


def withdraw(actor: Actor, template: m.Template, *, reason: str = "", once: str | None = None) -> m.Template:
    """Back to the standard form; the template is kept and can be adopted again (D0011)."""
    with move(actor, "template.withdraw", template, reason=reason, once=once, **_told(template)) as this:
        pass
    return this.subject


def _told(template: m.Template) -> dict[str, Any]:
    return {"paper": template.paper, "version": template.version, "digest": template.digest}
