"""The words for places in the quick report, Romanian and Russian; how they are read: ``quick_place``.

A star stands for any ending; case and diacritics do not matter. The other words stand in ``quick_words``.
"""

from handlers.understand.quick_words import any_word, words

ONLINE = words("online, on line, zoom, zoom ul, google meet, teams, онлайн, зум, зуме")
PLACE_BEFORE = (
    r"(?:in|la|pe|din|@|на|в|во)(?: incinta| cadrul| sala| sediul| localul| стенах| здании| помещении)? |"
    r"(?:loc|locul|locatia|место|где|unde) ?:? ?"
)
PLACE_HEADS = {
    "biblioteca": "bibliotec*",
    "casa": "casa de cultur*, casa cultur*, casei de cultur*",
    "centrul": "centrul*, centru, centrului",
    "parcul": "parc, parcul*, parcului",
    "stadionul": "stadion, stadionul*",
    "școala": "școala, scoala, școală, școlii",
    "liceul": "liceu, liceul*, liceului",
    "gimnaziul": "gimnaziu, gimnaziul*, gimnaziului",
    "grădinița": "grădiniț*",
    "piața": "piața, piață, piaţa, piata",
    "primăria": "primări*",
    "sala": "sala, sală",
    "teatrul": "teatru, teatrul*",
    "muzeul": "muzeu, muzeul*",
    "universitatea": "universitate*",
    "hotel": "hotel, hotelul*",
    "sediul": "sediu, sediul*",
    "hub": "hub*",
    "palatul": "palatul*",
    "terenul": "terenul*, teren",
    "galeria": "galeri*",
    "cafenea": "cafenea*",
    "curtea": "curtea*",
    "scuarul": "scuar*",
}
PLACE_HEADS_RU = {
    "библиотека": ("f", "библиотека, библиотеке, библиотеку, библиотеки"),
    "дом культуры": ("m", "дом культуры, доме культуры, дома культуры, дк"),
    "дом": ("m", "дом, доме"),
    "центр": ("m", "центр, центре, центра"),
    "парк": ("m", "парк, парке, парка"),
    "стадион": ("m", "стадион, стадионе, стадиона"),
    "школа": ("f", "школа, школе, школу, школы"),
    "лицей": ("m", "лицей, лицее, лицея"),
    "гимназия": ("f", "гимназия, гимназии, гимназию"),
    "детский сад": ("m", "детский сад, детском саду, детсад, детсаду, детсаде"),
    "площадь": ("f", "площадь, площади"),
    "примэрия": ("f", "примэрия, примэрии, примэрию"),
    "спортзал": ("m", "спортзал, спортзале"),
    "зал": ("m", "зал, зале"),
    "театр": ("m", "театр, театре"),
    "музей": ("m", "музей, музее"),
    "университет": ("m", "университет, университете"),
    "гостиница": ("f", "гостиница, гостинице, гостиницу"),
    "отель": ("m", "отель, отеле"),
    "офис": ("m", "офис, офисе"),
    "галерея": ("f", "галерея, галерее"),
    "кафе": ("n", "кафе"),
    "сквер": ("m", "сквер, сквере"),
    "двор": ("m", "двор, дворе"),
    "клуб": ("m", "клубе"),
}
PLACE_ADJECTIVES = {
    "городск": ("городской", "городская"),
    "центральн": ("центральный", "центральная"),
    "мал": ("малый", "малая"),
    "больш": ("большой", "большая"),
    "спортивн": ("спортивный", "спортивная"),
    "актов": ("актовый", "актовая"),
    "муниципальн": ("муниципальный", "муниципальная"),
    "летн": ("летний", "летняя"),
    "молодежн": ("молодёжный", "молодёжная"),
    "школьн": ("школьный", "школьная"),
}
"""Russian words beside a place: the stem, and how a list of places says it, masculine and feminine."""

NUMBERED_PLACES = words("școal*, liceu*, gimnazi*, grădiniț*, школ*, лице*, гимнази*, детск* сад*, детсад*")
"""Places that are told apart by a number."""

PLACE_GOES_ON = any_word(
    "central, centrală, orășenesc, orășenească, municipal, municipală, mare, mică, mic, sportiv,"
    " sportivă, de sport, de ședințe, de festivități, de cultură, de creație, de copii, de tineret, de"
    " jocuri, de lectură, școlar, republican, культуры, творчества, заседаний, имени, молодёжи, собраний,"
    " лицея, школы, примэрии, гимназии, библиотеки, a primăriei, a liceului, a școlii, a bibliotecii, a"
    " gimnaziului, primăriei"
)
