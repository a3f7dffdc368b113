"""Stage 7: the review desk in a browser, and the same verbs over HTTP.

`app` puts it together, `safety` says what a browser may do, `api` and `pages` hold the addresses,
`forms` makes corrections of what people type, `bodies` what programs send.
"""

from __future__ import annotations

from accordingto.serve.app import make_app

__all__ = ["make_app"]
