"""Commands as people type them in their own letters: platforms list only Latin ones."""

TYPED = {
    "конфиденциальность": "confidentialitate",
    "мои_данные": "datele_mele",
    "моиданные": "datele_mele",
    "удалить_меня": "sterge_ma",
    "встречи": "reuniuni",
    "импорт": "import",
    "загрузка": "import",
    "черновики": "ciorne",
    "приглашения": "invitatii",
    "invitații": "invitatii",
    "уведомления": "notificari",
    "предстоит": "urmeaza",
    "urmează": "urmeaza",
    "notificări": "notificari",
    "pauză": "notificari",
    "пауза": "notificari",
    "lipsă": "lipsa",
    "сроки": "termene",
    "без_отчёта": "lipsa",
    "нет_отчёта": "lipsa",
    "ștergemă": "sterge_ma",
    "șterge_mă": "sterge_ma",
}
"""Folded case → the name of the command."""
