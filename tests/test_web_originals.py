"""The publisher's file as it came, with headers under which it can do no harm."""

from __future__ import annotations

from flask.testing import FlaskClient
from web_shelf import GUIDELINE, pdf

PDF = f"/documents/{GUIDELINE}/original"


def test_a_pdf_opens_in_the_browser(client: FlaskClient) -> None:
    """The very bytes, as a PDF, shown and not saved, under the document's name."""
    response = client.get(PDF, buffered=True)
    assert response.data == pdf("Long-term follow-up of patients", "Vectors and follow-up years")
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"] == f"inline; filename={GUIDELINE}.pdf"


def test_a_viewer_may_ask_for_a_range(client: FlaskClient) -> None:
    """Long files are read in pieces, and not sent again when unchanged."""
    response = client.get(PDF, buffered=True, headers={"Range": "bytes=0-3"})
    assert (response.status_code, response.data) == (206, b"%PDF")
    assert client.get(PDF, buffered=True, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


def test_html_is_shown_without_scripts_and_without_our_origin(client: FlaskClient) -> None:
    """The sandbox keeps what the publisher wrote from doing anything here."""
    response = client.get("/documents/cde-ltfu-draft/original", buffered=True)
    assert response.mimetype == "text/html"
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox;")
    assert "allow-scripts" not in policy
    assert "default-src 'none'" in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
