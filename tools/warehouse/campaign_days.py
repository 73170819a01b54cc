"""When each campaign ran."""

import datetime as dt

from tools.warehouse.connection import Warehouse


def campaign_days(warehouse: Warehouse) -> dict[int, tuple[dt.date, dt.date]]:
    """The first and the last day of every campaign, by its number."""
    rows = warehouse.run("SELECT campaign_id, start_date, end_date FROM campaigns").rows
    return {
        int(str(number)): (dt.date.fromisoformat(str(start)[:10]), dt.date.fromisoformat(str(end)[:10]))
        for number, start, end in rows
    }
