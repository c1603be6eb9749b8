"""What headers and first cells say by themselves: words for columns, forms of dates, last rows."""

COLUMN_WORDS: dict[str, tuple[str, ...]] = {
    "day": ("date", "day", "datum", "jour", "fecha", "data", "תאריך", "יום", "التاريخ", "تاريخ", "дата", "день"),
    "until": ("until", "to date", "end date", "till", "bis", "עד", "حتى", "до"),
    "from": ("from", "start", "start date", "since", "von", "desde", "из", "من", "מ"),
    "to": ("to", "as of", "up to", "end", "bis", "hasta"),
    "at": ("at", "time", "moment", "when", "שעה", "الوقت", "время"),
    "party": ("party", "side", "released by", "by", "who", "freed by", "צד", "الطرف", "сторона", "partei"),
    "movement": ("movement", "what happened", "event", "event type"),
    "kind": ("kind", "type", "status", "סוג", "النوع", "тип", "вид", "art"),
    "count": ("count", "number", "total", "people", "how many", "released", "no", "n", "anzahl", "nombre", "מספר", "כמות", "العدد", "عدد", "число", "количество", "кол-во", "всего"),
    "figure": ("figure", "number", "total", "count", "how many", "מספר", "العدد", "число"),
    "category": ("category", "group", "who are they", "sex", "gender", "קטגוריה", "קבוצה", "الفئة", "المجموعة", "категория", "группа"),
    "nationality": ("nationality", "country", "citizenship", "nation", "לאום", "אזרחות", "الجنسية", "гражданство", "национальность"),
    "basis": ("basis", "deal", "agreement", "framework"),
    "person": ("person", "name", "names", "full name", "שם", "الاسم", "имя", "фио"),
    "sources": ("sources", "source", "reference", "link", "מקור", "المصدر", "источник"),
    "source": ("source", "publisher", "מקור", "المصدر", "источник"),
    "published": ("published", "date published", "reported", "publication date"),
    "publisher": ("publisher", "outlet", "medium", "source"),
    "url": ("url", "link", "address"),
    "title": ("title", "headline"),
    "archived": ("archived", "archive", "archive url"),
    "note": ("note", "notes", "remark", "remarks", "comment", "comments", "הערות", "ملاحظات", "примечание", "bemerkung"),
    "id": ("id", "identifier"),
}  # fmt: skip
"""What desks call the columns of the ledger, in small letters."""

DATE_FORMS = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%Y/%m/%d",
    "%d/%m/%y",
    "%m/%d/%y",
    "%d %B %Y",
    "%d %b %Y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%d-%b-%y",
    "%Y-%m",
    "%m/%Y",
    "%B %Y",
    "%Y%m%d",
)
"""The forms that are looked for, the plain ones first."""

TOTALS = ("total", "sum", "subtotal", "gesamt", "סה", "المجموع", "إجمالي", "итого", "всего")
"""How the rows begin that add others up."""

NOTES = ("note", "source", "*", "הערה", "ملاحظة", "примечание", "quelle")
"""How the lines begin that stand below a table."""
