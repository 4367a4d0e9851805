"""The links of a mail that come back to the app: to decide, to read on, to unsubscribe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from watch.deliver.tokens import Claim, signed
from watch.model import LinkPurpose, OpportunityId, Status, Week


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksBack:
    """Makes the links of one mail to one recipient.

    Attributes:
        public_url: Where readers open the app, without a slash at its end.
        secret: Signs; empty in a preview, whose links decide nothing.
    """

    public_url: str
    recipient: str
    reader: str
    week: Week
    secret: str
    now: datetime

    def decide(self, opportunity_id: OpportunityId, status: Status) -> str:
        """Return the link that asks whether to decide so."""
        return self._link("feedback", LinkPurpose.DECIDE, opportunity_id, status)

    def unsubscribe(self) -> str:
        """Return the link that ends these mails."""
        return self._link("unsubscribe", LinkPurpose.UNSUBSCRIBE)

    def card(self, opportunity_id: OpportunityId) -> str:
        """Return the address of the opportunity in the app."""
        return f"{self.public_url}/opportunities?card={quote(opportunity_id, safe='')}"

    def _link(
        self,
        page: str,
        purpose: LinkPurpose,
        opportunity_id: OpportunityId | None = None,
        status: Status | None = None,
    ) -> str:
        if not self.secret:
            return f"{self.public_url}/{page}/preview"
        claim = Claim(
            purpose=purpose,
            recipient=self.recipient,
            reader=self.reader,
            week=self.week,
            opportunity_id=opportunity_id,
            status=status,
        )
        return f"{self.public_url}/{page}/{signed(claim, self.secret, self.now)}"
