"""The action server: Rasa SDK's web application with our actions in it."""

from typing import Any

import structlog
from rasa_sdk.endpoint import create_app as create_sdk_app
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import Action
from sanic import Sanic

from actions.about_case import AboutCaseAction
from actions.by_outlet import AbroadAction, AccountAction, FreightInvoiceAction
from actions.change import ChangeAction, ChangeForm
from actions.claim import ClaimAction, DisputeAction
from actions.claim_form import ClaimForm
from actions.claim_terms import ClaimTermsAction
from actions.closing import CloseAction
from actions.complaint import ComplaintAction
from actions.complaint_form import ComplaintForm
from actions.coverage import CoverageAction, CoverageForm
from actions.delivery import NotReceivedAction, NotReceivedForm, UrgeAction, UrgeForm
from actions.details import DetailsAction, DetailsForm
from actions.emergency import EmergencyAction
from actions.fallback import FallbackAction
from actions.feedback import SuggestAction, SuggestForm
from actions.find import FindAction, FindForm
from actions.follow_on import FollowOnAction
from actions.follow_up import FollowUpAction, FollowUpForm
from actions.hours import HoursAction
from actions.howto import HowtoAction
from actions.human import EscalateAction
from actions.language import OtherLanguageAction
from actions.on_case import OnCaseAction
from actions.outlet import OutletAction, OutletForm
from actions.pickup import PickupAction
from actions.pickup_form import PickupForm
from actions.praise import PraiseAction, PraiseForm
from actions.price import PriceAction, PriceForm
from actions.prohibited import ProhibitedAction, ProhibitedForm
from actions.regulator import RegulatorAction
from actions.second_wish import OfferAction
from actions.services import Services
from actions.smalltalk import AffirmAction, DenyAction, InformAction
from actions.survey import RateAction, SurveyAction, SurveyForm
from actions.tracking import TrackAction, TrackForm

log = structlog.get_logger(__name__)

# The whole list of what Rasa may call; domain.yml names the same.
ACTIONS = (
    TrackForm,
    TrackAction,
    CoverageForm,
    CoverageAction,
    ClaimForm,
    ClaimAction,
    ClaimTermsAction,
    DisputeAction,
    PickupForm,
    PickupAction,
    ComplaintForm,
    ComplaintAction,
    UrgeForm,
    UrgeAction,
    NotReceivedForm,
    NotReceivedAction,
    ChangeForm,
    ChangeAction,
    FollowUpForm,
    FollowUpAction,
    PriceForm,
    PriceAction,
    OutletForm,
    OutletAction,
    ProhibitedForm,
    ProhibitedAction,
    HoursAction,
    HowtoAction,
    SuggestForm,
    SuggestAction,
    PraiseForm,
    PraiseAction,
    FreightInvoiceAction,
    RegulatorAction,
    AccountAction,
    AbroadAction,
    AboutCaseAction,
    OnCaseAction,
    CloseAction,
    RateAction,
    SurveyForm,
    SurveyAction,
    EmergencyAction,
    EscalateAction,
    FallbackAction,
    OtherLanguageAction,
    FollowOnAction,
    OfferAction,
    InformAction,
    AffirmAction,
    DenyAction,
    DetailsForm,
    DetailsAction,
    FindForm,
    FindAction,
)


def make_actions(services: Services) -> list[Action]:
    """Every action, working with these services."""
    return [action(services) for action in ACTIONS]


def create_app(services: Services) -> Sanic[Any, Any]:
    """The web application that Rasa posts its action calls to."""
    executor = ActionExecutor()
    for action in make_actions(services):
        executor.register_action(action)
    log.info("actions.ready", actions=len(ACTIONS))
    app: Sanic[Any, Any] = create_sdk_app(executor, cors_origins=[])
    # The desk needs Sanic Extensions; here they would only add pages that nobody may read.
    app.config.AUTO_EXTEND = False
    return app
