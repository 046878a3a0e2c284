"""All facts together."""

from courier.facts.schemas.alerts import AlertRules
from courier.facts.schemas.base import Fact
from courier.facts.schemas.company import Carrier, Company
from courier.facts.schemas.compensation import Compensation
from courier.facts.schemas.deadlines import Deadlines
from courier.facts.schemas.holidays import Holidays
from courier.facts.schemas.places import Account, Coverage, Outlet
from courier.facts.schemas.prices import Prices
from courier.facts.schemas.privacy import PrivacyRules
from courier.facts.schemas.prohibited import ProhibitedClass
from courier.facts.schemas.tracking import TrackingRules
from courier.facts.schemas.transit import Transit
from courier.facts.schemas.wording import WordingRules


class Facts(Fact):
    """Everything the company knows, checked."""

    company: Company
    carriers: tuple[Carrier, ...]
    outlets: tuple[Outlet, ...]
    accounts: tuple[Account, ...]
    coverage: Coverage
    prices: Prices
    compensation: Compensation
    prohibited: tuple[ProhibitedClass, ...]
    tracking: TrackingRules
    transit: Transit
    privacy: PrivacyRules
    deadlines: Deadlines
    alerts: AlertRules
    holidays: Holidays
    wording: WordingRules

    def outlet(self, code_or_name: str) -> Outlet | None:
        """Find an outlet by its code or its full name."""
        return next((one for one in self.outlets if code_or_name in (one.code, one.name)), None)

    def account(self, number: str) -> Account | None:
        """Find a company's account by its number."""
        return next((one for one in self.accounts if one.number == number), None)

    def carrier(self, code: str) -> Carrier | None:
        """Find a carrier by its code."""
        return next((one for one in self.carriers if one.code == code), None)
