"""How people come to the board: under which address, with what key."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.config import Settings
from bot.loopback import is_loopback
from data.door import Door
from data.store import Store, house


def way_in(settings: Settings, store: Store) -> Door:
    """The public address, else where the site listens; the key of the settings, else our own."""
    address = (settings.public_url or _own(settings)).rstrip("/")
    outside = bool(address) and not is_loopback(urlsplit(address).hostname)
    return Door(address, outside, settings.secret_key or store.do(house.secret, "board"))


def _own(settings: Settings) -> str:
    """Empty for a host that stands for every address of the machine: none of them can be named."""
    host = settings.host
    try:
        wild = ip_address(host).is_unspecified
    except ValueError:
        wild = False
    host = f"[{host}]" if ":" in host else host
    return "" if wild else f"http://{host}:{settings.port}"
