"""Our messages in WeChat's form."""

from collections.abc import Sequence
from urllib.parse import quote

from handoff.channels.tencent.outbound import Menus, Saying, titles_of, whole_text
from handoff.channels.tencent.splitting import MOST_BYTES, split

MENUS = Menus(item=lambda number, title: {"id": number, "content": title})


def passive_texts(sayings: Sequence[Saying]) -> list[str]:
    """For passive replies, which know no quick replies: links inside the text do the same."""
    links = "\n".join(map(_link, titles_of(sayings)))
    whole = "\n\n".join(map(whole_text, sayings))
    room = MOST_BYTES - len(links.encode()) - 1
    if room <= 0:
        return split(whole)
    texts = split(whole, room)
    return [*texts[:-1], f"{texts[-1]}\n{links}".rstrip()] if texts else []


def _link(title: str) -> str:
    shown = title.replace("<", "＜").replace(">", "＞")
    return f'<a href="weixin://bizmsgmenu?msgmenucontent={quote(title)}&msgmenuid=101">{shown}</a>'
