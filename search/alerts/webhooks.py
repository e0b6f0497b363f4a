"""A message to a webhook: one signed POST, no redirect followed."""

from runtime.http import FetchError, GuardedClient
from search.alerts.addressing import hidden
from search.alerts.carrying import NotArrived, Post
from search.alerts.signing import headers, parcel
from search.alerts.targets import Target

ANSWER_BYTES = 64 * 1024
"""Nobody reads what a receiver answers; a longer answer is refused."""

GONE = 410
"""The receiver wants nothing any more (the specification: disable the endpoint)."""


async def post_to(client: GuardedClient, target: Target, post: Post) -> NotArrived | None:
    """Post a message. None when it arrived."""
    made = parcel(post)
    try:
        answer = await client.post(
            target.url,
            made.body,
            headers=headers(made, target.secrets(post.at), post.at),
            max_bytes=ANSWER_BYTES,
        )
    except FetchError as error:
        return NotArrived(f"{error.kind}: {hidden(error.detail, target.url)}")
    if 200 <= answer.status < 300:
        return None
    if answer.status == GONE:
        return NotArrived("the receiver answered 410: it wants nothing any more", "target")
    why = "redirects, which are not followed" if 300 <= answer.status < 400 else "refuses"
    return NotArrived(f"the receiver answered {answer.status}: it {why}")
