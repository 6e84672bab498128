"""The lake, asked in SQL through Trino as an analyst, who sees people under another name; plots with Chinese in them."""

import json
import os
import tempfile
import zipfile
from pathlib import Path

import matplotlib.font_manager
import pandas as pd
import requests
import trino

HOME = Path(os.environ.get("PLAYHOUSE_HOME", Path(__file__).parent.parent / ".playhouse"))
PORT = int(os.environ.get("PLAYHOUSE_TRINO_PORT", "8090"))


def draw_chinese() -> None:
    """Has plots write Chinese, with the font that invoices are written with."""
    for jar in os.environ.get("JJAVA_CLASSPATH", "").split(os.pathsep):
        if zipfile.is_zipfile(jar):
            with zipfile.ZipFile(jar) as files:
                for name in files.namelist():
                    if name.endswith("WenQuanZhengHei.ttf"):
                        font = files.extract(name, tempfile.mkdtemp())
                        matplotlib.font_manager.fontManager.addfont(font)
                        family = matplotlib.font_manager.FontProperties(fname=font).get_name()
                        matplotlib.rcParams["font.family"] = ["DejaVu Sans", family]
                        return


def ask(sql: str) -> pd.DataFrame:
    """The rows of a query. Decimals come as floats, days and instants (UTC) as pandas' own."""
    token = json.loads((HOME / "tokens.json").read_text())["analyst"]
    session = requests.Session()
    session.verify = str(HOME / "trino" / "certificate.pem")
    session.trust_env = False  # or REQUESTS_CA_BUNDLE would win over that
    with trino.dbapi.connect(
        host="127.0.0.1",
        port=PORT,
        user="analyst",
        catalog="lake",
        http_scheme="https",
        auth=trino.auth.JWTAuthentication(token),
        http_session=session,
        source="notebook",
    ) as connection:
        cursor = connection.cursor()
        cursor.execute(sql)
        rows = cursor.fetchall()
        types = {column[0]: column[1] for column in cursor.description}
    frame = pd.DataFrame(rows, columns=list(types))
    for name, kind in types.items():
        if kind.startswith("decimal"):
            frame[name] = frame[name].astype(float)
        elif kind.startswith(("date", "timestamp")):
            frame[name] = pd.to_datetime(frame[name])
    return frame
