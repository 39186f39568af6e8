"""The office's own templates (自备模板, D0011): what stands against one, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shuzhi.rules.verdict import Lack, Text, Verdict, verdict

CLAUSE = "D0011"
_SAVE_AS = Text("请在 WPS 或 Word 中另存为 .docx 再上传。", "Save it as .docx in WPS or Word and upload that.")

# Why a file is no template; nothing of it is kept.
UNFIT: dict[str, Text] = {
    "empty": Text("文件是空的。", "The file is empty."),
    "too_big": Text(
        "文件超过 3 MB，没有读取。请把图片缩小后再上传。", "The file is larger than 3 MB. Make its pictures smaller."
    ),
    "bomb": Text(
        "文件解压后大得不正常，为安全起见没有打开。请新建文档，把模板复制进去再上传。",
        "The file unpacks to an abnormal size and was not opened. Copy the template into a new document.",
    ),
    "broken": Text("文件已损坏，打不开。{save}", "The file is damaged. {save}"),
    "not_word": Text("这不是 Word 文档（.docx）。{save}", "This is no Word document (.docx). {save}"),
    "old_word": Text("这是旧格式的 Word 文档（.doc）。{save}", "This is an old Word document (.doc). {save}"),
    "dotx": Text("这是 Word 模板文件（.dotx）。{save}", "This is a Word template file (.dotx). {save}"),
    "encrypted": Text(
        "文件设有打开密码。请取消密码后再上传。", "The file is protected by a password. Remove it first."
    ),
    "macros": Text("文件带有宏，不能用作模板。{save}", "The file holds macros and cannot be a template. {save}"),
    "embedded": Text(
        "文件里嵌有别的文件（{what}），不能用作模板。请删去嵌入的对象再上传。",
        "Another file ({what}) is embedded in it. Delete the embedded object and upload it again.",
    ),
    "external": Text(
        "文件里的图片或内容是从别处链接来的（{what}）。请改为插入文档本身，再上传。",
        "Something in it is linked from elsewhere ({what}). Insert it into the document itself.",
    ),
    "field": Text(
        "文件里有从别处取内容的域（{what}），不能用作模板。请删去这个域再上传。",
        "It holds a field that fetches content from elsewhere ({what}). Delete that field.",
    ),
    "entities": Text(
        "文件里有不该有的文档类型声明，为安全起见没有打开。{save}", "It holds a document type declaration. {save}"
    ),
}
# What is wrong in a template that could be read; it is kept, and cannot be used until it is right.
FLAWS: dict[str, Text] = {
    "unknown": Text("没有“{what}”这个占位符。", "There is no placeholder “{what}”."),
    "list": Text(
        "“{what}”是一组，不是一个值：要用 for 逐个写出。", "“{what}” is a list: write its items with for, one by one."
    ),
    "no_list": Text("“{what}”不是一组，不能用 for 逐个写出。", "“{what}” is not a list; for cannot go over it."),
    "forbidden": Text(
        "模板里只能取值、逐个写出（for）和判断（if），不能计算或调用。",
        "A template can print values, go over lists (for) and ask if; it cannot calculate or call.",
    ),
    "command": Text(
        "“{what}”不认识：只能用 for、if、elif、else、endif、endfor。",
        "“{what}” is not known: only for, if, elif, else, endif and endfor are.",
    ),
    "no_end": Text("有 for 或 if 没有结束：少一个 {what}。", "A for or if is not ended: one {what} is missing."),
    "no_start": Text("多出一个 {what}，前面没有开始。", "There is an {what} with nothing begun before it."),
    "syntax": Text("这一处写得不完整，读不懂。", "This place is incomplete and cannot be read."),
    "unclosed": Text(
        "大括号没有成对：{{{{ 与 }}}} 要写在同一段里。",
        "Brackets without their pair: {{{{ and }}}} stand in one paragraph.",
    ),
    "wide": Text(
        "用了全角的括号或百分号，请换成半角：{{{{ }}}}。", "Full-width brackets; use half-width ones: {{{{ }}}}."
    ),
    "unfilled": Text(
        "批注和尾注里的占位符不会填，请移到正文或脚注。",
        "Placeholders in comments and endnotes are not filled; move them.",
    ),
    "hidden": Text(
        "看不见的地方（修订删去的文字、域代码、跨段的括号）也有占位符。请接受全部修订，再上传。",
        "There are placeholders where nobody reads (deleted words, field codes). Accept all changes and upload it again.",
    ),
    "nothing": Text(
        "没有找到占位符，填出来的每份都会一样。", "There is no placeholder: every paper would be the same."
    ),
    "torn": Text(
        "for 或 if 与结束的位置对不上（例如一个在段落、一个在表格里），填出来打不开。",
        "A for or if does not end where it began (one in a paragraph, one in a table); the paper would not open.",
    ),
    "too_long": Text("逐个写出的层数或次数太多，没有尽头。", "Its lists within lists have no reasonable end."),
}
_NEAR = Text("是不是“{near}”？", "Did you mean “{near}”?")
PLACES: dict[str, Text] = {
    "body": Text("正文第 {0} 段", "body, paragraph {0}"),
    "table": Text("第 {0} 张表第 {1} 行第 {2} 格", "table {0}, row {1}, cell {2}"),
    "textbox": Text("文本框", "text box"),
    "header": Text("页眉", "header"),
    "footer": Text("页脚", "footer"),
    "footnote": Text("脚注", "footnote"),
    "endnote": Text("尾注", "endnote"),
    "comment": Text("批注", "comment"),
}


@dataclass(frozen=True, slots=True)
class TemplateFacts:
    """How many flaws stand against a template."""

    flaws: int


def sound(facts: TemplateFacts) -> Verdict:
    """A template is used only once nothing in it is unknown or misspelt (D0011)."""
    wrong = Text(
        "模板里还有 {n} 处要改，改好后重新上传。",
        "Still to be put right in the template: {n}. Upload it anew.",
    ).format(n=facts.flaws)
    return verdict(Lack(CLAUSE, wrong, Text("上传模板的人", "whoever uploads it")) if facts.flaws else None)


def unfit(kind: str, what: str) -> Text:
    """Why a file was refused."""
    return UNFIT.get(kind, UNFIT["broken"]).format(what=what[:80], save=_SAVE_AS)


def said(kind: str, what: str, near: str) -> Text:
    """What is wrong at one place, and the name that was probably meant."""
    found = FLAWS.get(kind, FLAWS["syntax"]).format(what=what[:80])
    if not near:
        return found
    meant = _NEAR.format(near=near)
    return Text(f"{found.zh}{meant.zh}", f"{found.en} {meant.en}")


def where(place: Iterable[Any] | None) -> Text:
    """The place in words; empty where it is not known."""
    if not place:
        return Text("", "")
    kind, *numbers = place
    words = PLACES.get(str(kind), Text("", ""))
    return Text(words.zh.format(*numbers), words.en.format(*numbers))


def flaw_words(flaw: Mapping[str, Any]) -> tuple[Text, Text, str]:
    """A flaw as it was kept: what is wrong, where, and the words around it."""
    return said(flaw["kind"], flaw["what"], flaw["near"]), where(flaw["place"]), flaw["around"]
