"""The words of the quick report, Romanian and Russian: events, people, what is no report.

A star stands for any ending; case and diacritics do not matter. Which activity a word belongs to is not
said here: the plan's own words and kinds decide (``quick_subject``). How they are read: ``quick``.
"""

import re
from dataclasses import dataclass

from handlers.understand.fold import plain


def any_word(line: str) -> str:
    """A regular expression for one of the words of a line, separated by commas; the longest first."""
    words = sorted((one.strip() for one in plain(line.replace("\n", " ")).split(",")), key=len, reverse=True)
    shapes = (re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"[ -]") for word in words if word)
    return rf"(?<!\w)(?:{'|'.join(shapes)})(?!\w)"


def words(line: str) -> re.Pattern[str]:
    """``any_word``, ready to search a plain text."""
    return re.compile(any_word(line))


@dataclass(frozen=True)
class Noun:
    """A word for a sort of event: its spellings, the plan's words for it, and kinds of event it may be.

    ``usual`` is the kind meant where no topic says otherwise; a ``topic`` is what an event is about.
    """

    spelt: str
    plan: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    usual: str | None = None
    topic: bool = False


NOUNS = (
    Noun(
        "atelier*, workshop*, worcshop*, masterclass*, master class*, мастеркласс*, мастер класс*,"
        " воркшоп*, лепк*",
        ("atelier", "workshop", "masterclass", "мастер-класс"),
        ("nonformal_workshop", "volunteering_workshop", "workshop_funding"),
        usual="nonformal_workshop",
    ),
    Noun(
        "curs, cursul*, cursuri*, cursului, курс, курса, курсе, курсы, курсом, курсов",
        ("curs", "курс"),
        ("nonformal_course", "training"),
        usual="nonformal_course",
    ),
    Noun(
        "club, clubul*, cerc, cercul*, lecți*, lectie*, tabără*, tabăra*, кружок, кружк*, клуб, клуба,"
        " клубе, занят*, урок*, лагер*",
        ("educație non-formală", "неформальное обучение"),
    ),
    Noun(
        "instruire*, instruiri*, instruim*, instruit, training*, trening*, тренинг*, обучени*, инструктаж*",
        ("instruire", "training", "тренинг", "обучение"),
        ("training", "workshop_funding", "volunteering_workshop"),
        usual="training",
    ),
    Noun("seminar*, семинар*", ("seminar", "семинар"), ("training", "workshop_funding")),
    Noun(
        "sesiun* informativ*, sesiun* de informare, info sesiun*, infosesiun*, informare, инфосесси*,"
        " инфо сесси*, информационн* сесси*, информационн* встреч*",
        ("sesiune informativă", "информационная сессия"),
        ("info_session",),
    ),
    Noun("dezbater*, дебат*", ("dezbatere", "дебаты"), ("debate",)),
    Noun("conferinț*, конференци*", ("conferință", "конференция"), ("conference",)),
    Noun(
        "masă rotundă, masa rotundă, mese rotunde, mesei rotunde, кругл* стол*",
        ("masă rotundă", "круглый стол"),
    ),
    Noun("festival*, фестивал*", ("festival", "фестиваль"), ("festival",)),
    Noun("expoziți*, vernisaj*, выставк*, вернисаж*", ("expoziție", "выставка"), ("exhibition",)),
    Noun("târg, târgul*, târguri*, iarmaroc*, ярмарк*", ("târg", "ярмарка"), ("fair",)),
    Noun(
        "concert, concertul*, concerte*, spectacol*, piesă de teatru, концерт*, спектакл*",
        ("concert", "spectacol", "концерт", "спектакль"),
        ("artistic_event",),
    ),
    Noun(
        "turneu*, cros, crosul*, campionat*, meci*, competiți*, concurs* sportiv*, maraton*, турнир*,"
        " кросс, кросса, кроссе, чемпионат*, матч, матча, матче, матчи, соревнован*, марафон*",
        ("turneu", "cros", "campionat", "турнир", "чемпионат"),
        ("sport_competition",),
    ),
    Noun("plantat, plantare*, plantăm, посадил*, посадк*, озеленени*", ("plantare", "посадка")),
    Noun("salubriz*, субботник*", ("salubrizare", "уборка", "deșeuri")),
    Noun("recicl*, colectare* deșeuri*, переработк*, раздельн* сбор*", ("reciclare", "переработка")),
    Noun("dialog* cu primar*, întâlnir* cu primar*, встреч* с примаром, диалог* с власт*", ("dialog",)),
    Noun("ședinț* rețelei, reuniun* rețelei, adunar* rețelei, собрани* сети, встреч* сети", ("reuniune",)),
    Noun("buget* civic*, гражданск* бюджет*", ("buget civic", "гражданский бюджет"), topic=True),
    Noun("voluntariat*, волонтёрств*, добровольчеств*", ("voluntariat", "волонтёрство"), topic=True),
    Noun(
        "grant, granturi*, granturil*, scrier* proiect*, scrier* de proiect*, management* financiar*,"
        " fundraising*, грант, гранты, грантам, грантов, грантах, написани* проект*, финансов*"
        " менеджмент*, фандрайзинг*",
        ("granturi", "grant", "management financiar", "гранты", "грант"),
        topic=True,
    ),
)
NETWORK_TOPIC = words(
    "ong, ongu*, ong uri*, onguri*, management*, comunicare, нпо, менеджмент*, управлени*, коммуникаци*"
)
"""What organisations learn for themselves: it decides only where no other topic is named."""
NETWORK_WORDS = ("management", "comunicare")
LOOSE_VOLUNTEERS = re.compile(r"(?<!\d )(?<!noi )(?<!новых )" + any_word("voluntar*, волонтёр*"))
"""Volunteers that are not counted may be what a workshop is about, or who helped: asked."""

SOME_EVENT = words(
    "eveniment*, activitat*, activități*, întâlnir*, intilnir*, ședinț*, reuniun*, lansare*, prezentare*,"
    " excursi*, acțiune*, concurs*, campani*, drumeți*, pictură, sărbătoar*, adunat gunoi*, curățeni*,"
    " petrecere*, ziua*, мероприят*, встреч*, собрани*, акци*, презентаци*, конкурс*, экскурси*, поход*,"
    " праздник*, уборк*, убирал*, кампани*, день"
)
"""Something took place, whatever it was."""

PEOPLE = {
    "total": "în total, total, per total, всего, итого, в общем, общее количество",
    "all": "pers, persoane, persoană, persoanele, oameni, oamenii, om, participanț*, particip,"
    " participant, participante, prezenți, beneficiar*, чел, человек, человека, людей, люди,"
    " участник*, участниц*, присутствующ*, персон, бенефициар*",
    "some": "copii, copiii, copil, copilași, elevi*, liceeni*, donator*, studenți*, student,"
    " vizitator*, spectator*,"
    " invitaț*, cititor*, locuitor*, cetățeni, cursanț*, cumpărător*, alergător*, jucător*,"
    " sportiv, sportivi*, reprezentanț*, oaspeți*, membri, membrii, dansator*, preșcolari*,"
    " adulți*, дети, детей, детьми, детям, деток, детками, ребён*, ребят*, школьник*, ученик*,"
    " учениц*, студент*, посетител*, зрител*, гост*, читател*, жител*, слушател*, покупател*,"
    " бегун*, игрок*, спортсмен*, представител*, взрослых, малыш*",
    "helpers": "voluntari, voluntarii, voluntar, părinț*, profesor*, mamă, mame, mamele, волонтёр*,"
    " доброволец, добровольц*, родител*, учител*, мам, мама, мамы",
    "women": "f, fem, femei, femeile, femeie, fete, fetițe, fetite, doamne, ж, жен, женщин*, девоч*,"
    " девуш*, дам",
    "men": "b, m, bărbaț*, băieț*, domni, м, муж, мужчин*, мальчик*, парн*, юнош*",
    "young": "t, tineri, tinere, tinerii, adolescenți, молод*, подростк*",
    "vulnerable": "v, vuln, vulnerabil*, dizabilit*, cu dizabilit*, vârstnic*, bătrâni*, bunici*,"
    " pensionar*, seniori*, veterani*, refugia*, cu mobilitate redusă, у, уязв, уязвим*,"
    " инвалид*, с инвалидност*, пожил*, пенсионер*, ветеран*, бежен*, бабуш*, дедуш*,"
    " малоимущ*",
}
LETTERS_ALONE = frozenset("bmtvмту")
"""Units of one letter that mean other things too (metres, tons): taken only beside a count of women."""

FILLER = words(
    "de, din, au fost, a fost, au, am, fost, avut, venit, participat, prezenți, doar, numai, chiar,"
    " număr, nr de, numărul, cca, circa, cam, vreo, aproximativ, aprox, aproape, aproximativ, toți, toate,"
    " было, были, пришло, пришли, из, около, примерно, приблизительно, ориентировочно, где то, кол во,"
    " количество, число, все, noi, новых, наших, местных"
)
SUBSET = words(
    "dintre care, din care, dintre ei, dintre ele, dintre aceștia, din ei, din ele, inclusiv, printre"
    " care, printre ei, из них, из которых, в том числе, включая, среди них, в т ч"
)
NOT_EXACT = words(
    "peste, mai mult* de, mai bine de, minim, cel puțin, nu mai puțin de, până la, sub, больше, более,"
    " свыше, не менее, минимум, до, почти, под, сотн*"
)
NUMBERED = words(
    "nr, no, numărul, ora, orele, str, strada, ediți*, clasa, bloc*, ap, etaj*, pagina, școala, liceul,"
    " gimnaziul, grădinița, grădinița nr, articol*, punctul, proiectul, anul, ani, sala, cabinet*, linia,"
    " ruta, bd, post, tel, telefon, школ*, лице*, гимнази*, детск* сад*, сад*, класс*, дом, кабинет*, ул,"
    " улиц*, год*, номер, часов, зал*, в, кв, этаж*, пункт*, тел, телефон*, маршрут*"
)
"""A bare number behind one of these counts nobody."""
FUNCTION = words(
    "la, în, pe, cu, si, din, dintre, iar, dar, a, au, am, на, в, во, с, со, и, а, но, у, из, для, pentru, ca"
)
STREET = re.compile(r"\b(?:str|strada|bd|bulevardul|ул|улица|пр|проспект)\b\.? [^\d,;|\n]{2,30}\d+\w?")
MONEY = re.compile(
    r"(?<!\d)\d[\d .,]*(?:mii |тыс\.? |de )*(?:lei|leu|mdl|eur\w*|€|usd|\$|леи|леев|леем|евро|долл\w*|lei)\b"
)

AHEAD = words(
    "va avea loc, vor avea loc, vom, veți, vă invităm, invităm, vă așteptăm, așteptăm, planific*,"
    " urmează, anunț*, înscrieri, înscrierea, haideți, veniți, ne vedem, se va, se vor, va fi, vor fi, se"
    " mută, se amână, va începe, приглаша*, приходите, ждём, состоится, будет, будут, будем, планиру*,"
    " начнётся, начнутся, пройдёт, пройдут, проведём, встречаемся, переносит*, объявлени*, запись,"
    " регистрация, собираемся"
)
PAST = words(
    "am avut, am făcut, am organizat, am fost, a fost, au fost, a avut loc, au avut loc, am desfășurat, s"
    " a desfășurat, a desfășurat, am participat, au participat, au venit, au luat parte, am terminat,"
    " încheiat, s a încheiat, am adunat, am plantat, am predat, am discutat, au dansat, a"
    " adunat, am realizat, am petrecut, s a petrecut, au fost prezenți, am reușit, am mers, am ținut,"
    " провел*, прошл*, прошёл, был, была, было, были, состоял*, участвовал*, приняли участие, пришл*,"
    " посетил*, закончил*, завершил*, собрал*, открыл*, организовал*, посадил*, убрал*, обсудил*,"
    " обсуждал*, присутствовал*, собралось"
)
NOT_HELD = words(
    "nu a avut loc, nu au avut loc, s a anulat, s au anulat, anulat, anulată, am anulat, nu s a ținut, nu"
    " am avut, n am avut, nu am organizat, не состоял*, отменил*, отменён, отменен*, отмена, не было"
    " мероприяти*, мероприятий не было, не проводил*, не прошёл"
)
ABOUT_REPORTS = words(
    "am greșit, greșeală, vreau să schimb, vreau să corectez, corectați, trimit raport*, raportul de, cum"
    " se, cum pot, am nevoie, avem nevoie, ajutați*, dă mi, dați mi, trimiteți mi, sunați*, ошибл*,"
    " ошибк*, исправ*, поправ*, пришлю отч*, отч* пришлю, нужно, нужны, помогите, скиньте, пришлите,"
    " позвоните, подскажите"
)
"""Somebody speaks with us about reports and other things, and tells none."""

SPORTS = {
    "fotbal": "fotbal*",
    "baschet": "baschet*",
    "volei": "volei*",
    "șah": "șah, șahul*",
    "tenis de masă": "tenis* de masă",
    "atletism": "atletism*",
    "cros": "cros, crosul*",
    "футбол": "футбол*",
    "баскетбол": "баскетбол*",
    "волейбол": "волейбол*",
    "шахматы": "шахмат*",
    "шашки": "шашк*",
    "настольный теннис": "настольн* теннис*",
    "лёгкая атлетика": "лёгк* атлетик*",
    "кросс": "кросс, кросса, кроссе",
}


def sport_in(letters: str) -> str | None:
    """The one sport that a plain text names."""
    found = [sport for sport, spelt in SPORTS.items() if re.search(any_word(spelt), letters)]
    return found[0] if len(found) == 1 else None
