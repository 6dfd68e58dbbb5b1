"""The forms of records by record type: a draft of a record is called after its type."""

from handlers.flow.form import Form
from handlers.forms.agreement import AGREEMENT
from handlers.forms.campaign import CAMPAIGN
from handlers.forms.consultation import CONSULTATION
from handlers.forms.event import EVENT
from handlers.forms.meeting import MEETING
from handlers.forms.newsletter import NEWSLETTER
from handlers.forms.programme import PROGRAMME
from handlers.forms.project import PROJECT
from handlers.forms.resource_update import RESOURCE_UPDATE

RECORD_FORMS: dict[str, Form] = {
    form.name: form
    for form in (
        EVENT,
        PROJECT,
        PROGRAMME,
        CAMPAIGN,
        AGREEMENT,
        CONSULTATION,
        MEETING,
        NEWSLETTER,
        RESOURCE_UPDATE,
    )
}
