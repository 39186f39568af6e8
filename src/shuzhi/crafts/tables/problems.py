"""Every sentence this craft can answer with, in one place, each saying what to do next."""

from .model import Problem

EMPTY = Problem("文件是空的，没有任何内容。", "The file is empty.")
TOO_BIG = Problem(
    "文件超过 {megabytes} MB，没有读取。请只留名册所在的工作表，另存后再试。",
    "The file is larger than {megabytes} MB and was not read. Keep only the sheet with the list, save it and try again.",
)
BOMB = Problem(
    "文件解压后大得不正常，为安全起见没有打开。请新建工作簿，把名册复制进去再试。",
    "The file unpacks to an abnormal size and was not opened, for safety. Copy the list into a new workbook and try again.",
)
TOO_MANY_ROWS = Problem(
    "表格超过 {rows} 行，没有读取。请分成几个文件。",
    "The table has more than {rows} rows and was not read. Split it into several files.",
)
TOO_WIDE = Problem(
    "第 {row} 行在第 {columns} 列以后还有内容，没有读取。请删去多余的列再试。",
    "Row {row} has content past column {columns}; the file was not read. Delete the surplus columns and try again.",
)
TOO_MANY_SHEETS = Problem(
    "工作表超过 {sheets} 张，没有读取。请只留名册所在的工作表。",
    "The workbook has more than {sheets} sheets and was not read. Keep only the sheets with lists.",
)
TOO_MANY_CELLS = Problem(
    "表格的格子太多，没有读取。请把名册复制到新的工作簿再试。",
    "The table has too many cells and was not read. Copy the list into a new workbook and try again.",
)
ENCRYPTED = Problem(
    "文件设有打开密码，读不了。请在 WPS 或 Excel 中取消密码后另存再试。",
    "The file is protected by a password. Remove the password in WPS or Excel, save it and try again.",
)
OLD_XLS = Problem(
    "这是旧格式的 Excel 文件（.xls）。请在 WPS 或 Excel 中另存为 .xlsx 再试。",
    "This is an old Excel file (.xls). Save it as .xlsx in WPS or Excel and try again.",
)
OTHER_WORKBOOK = Problem(
    "这种表格格式（{kind}）读不了。请在 WPS 或 Excel 中另存为 .xlsx 再试。",
    "This kind of workbook ({kind}) cannot be read. Save it as .xlsx in WPS or Excel and try again.",
)
NOT_A_TABLE = Problem(
    "这不是表格文件，而是{zh_kind}。请选名册的 .xlsx 或 .csv 文件。",
    "This is not a table but {en_kind}. Choose the list's .xlsx or .csv file.",
)
BROKEN = Problem(
    "文件已损坏，打不开。请在 WPS 或 Excel 中打开并另存为 .xlsx 再试。",
    "The file is damaged and cannot be opened. Open it in WPS or Excel, save it as .xlsx and try again.",
)
CHARSET = Problem(
    "看不出文本文件用的是哪种字符编码。请在 WPS 或 Excel 中另存为 .xlsx，或存为 UTF-8 的 CSV。",
    "The character set of this text file cannot be told for certain. Save it as .xlsx, or as CSV in UTF-8.",
)
BROKEN_TEXT = Problem(
    "CSV 文件的引号不配对，分不清各列。请在 WPS 或 Excel 中另存为 .xlsx 再试。",
    "The quotation marks of the CSV file do not match, so its columns cannot be told apart. Save it as .xlsx and try again.",
)
NO_HEADINGS = Problem(
    "没有找到认得的表头。表中至少要有“{wanted}”等列。",
    "No heading row was recognised. The table needs at least columns such as {wanted}.",
)

# Why a row or a sheet was left out. These accompany a table that was read.
SHEET_HIDDEN = Problem("隐藏的工作表，没有读取", "hidden sheet, not read")
SHEET_EMPTY = Problem("空工作表", "empty sheet")
SHEET_REMARKS = Problem("没有认得的表头，当作说明，没有读取", "no recognised headings; taken for remarks, not read")
ROW_SUBTOTAL = Problem("小计或合计行", "a row of sums")
ROW_BLOCK = Problem("分段标题", "a block heading")
ROW_REMARK = Problem("说明文字", "a remark")
ROW_HEADING_AGAIN = Problem("重复的表头", "the heading row again")
COLUMN_AGAIN = Problem(
    "表头“{heading}”出现不止一次，只读了左边一列；右边若另有名单，请拆成单独的表",
    "the heading {heading} occurs more than once; only the left column was read. If there is a second list on the right, make it a table of its own",
)
