"""The tests of the built site in a browser: `pytest -m browser`.

Whatever pages the build makes are opened; none is listed by hand. In order:

- `chromium.py` finds the browser, `host.py` serves the site as a good host
  would, with the policy of `policy.py`.
- `visit.py` opens a page and keeps what happens meanwhile.
- `checks.py` holds what every page must pass; each check returns a list of
  mistakes, and `test_checks.py` shows each of them failing.
- `figures.py` knows the interactive figures. `test_every_figure.py` holds what
  each of them must do; what is one's own, such as the comparison with torch,
  stands in a module named after it.
"""
