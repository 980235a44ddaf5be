"""Two positions of one row must be the same place."""

from __future__ import annotations

from statistics import median

from ..mapping.positions import Pairs
from ..mapping.projections import OSGB36, WGS84, distances_m, to_wgs84
from ..report import Finding
from .base import Check, Facts, check, counted

# Source: harmonise anchor 3.1 and 6.3.7: right pairs agree to 0.03 m, wrong datums differ by 99 m
# and more; 5 m is above the accuracy of the datum shift (2 m) and of rounded coordinates.
TOLERANCE_M = 5.0
_SHARE_THAT_BLOCKS = 0.01
_LOOKED_AT_ROWS = 2_000


@check
class PositionAgreement(Check):
    """Compare the second position of each row with the first, both as declared.

    When more than 1 % of the rows differ by over 5 m it is an error, and the message names the
    reading under which the columns would agree. Nothing is changed: a confirmed cause belongs in
    the crosswalk, where all can see it.
    Source: all of Stockport's 33,327 lights were published 3.7 km off, with easting and northing
    exchanged; Trafford's are 99 m off when OSGB36 degrees are taken for WGS 84.
    """

    id = "position_agreement"

    def finish(self, facts: Facts) -> Finding | None:
        """Find rows whose two positions differ."""
        pairs = facts.locator.pairs
        if not len(pairs):
            return None
        first, second = facts.crosswalk.positions[:2]
        lons, lats = to_wgs84(second.crs)(pairs.second_x, pairs.second_y)
        apart = distances_m(pairs.lons, pairs.lats, lons, lats)
        far = [index for index, metres in enumerate(apart) if metres > TOLERANCE_M]
        if not far:
            return None
        rows = [pairs.rows[index] for index in far]
        if len(far) / len(pairs) <= _SHARE_THAT_BLOCKS:
            message = (
                f"{counted(len(far), 'row')} of {len(pairs):,}: the two positions are over"
                f" {TOLERANCE_M:.0f} m apart; the one in {first.crs} is published. Correct them."
            )
            return self.finding(len(far), rows, message, "warning")
        reading, metres = _best_reading(pairs, first.crs)
        cause = (
            f"They agree to {metres:.2f} m when {reading}: correct the crosswalk."
            if metres <= TOLERANCE_M
            else "No usual mistake explains it: ask who made the columns."
        )
        message = (
            f"{counted(len(far), 'row')} of {len(pairs):,}: the position declared in"
            f" {second.crs} is {median(apart):,.1f} m (median) from the one in {first.crs}. {cause}"
        )
        return self.finding(len(far), rows, message)


def _best_reading(pairs: Pairs, first_crs: str) -> tuple[str, float]:
    """Return the usual mistake that fits best, and its median distance in metres."""
    every = max(1, len(pairs) // _LOOKED_AT_ROWS)
    take = slice(None, None, every)
    first_x, first_y = pairs.first_x[take], pairs.first_y[take]
    second_x, second_y = pairs.second_x[take], pairs.second_y[take]
    straight = to_wgs84(first_crs)(first_x, first_y)
    transposed = to_wgs84(first_crs)(first_y, first_x)
    as_wgs84 = (second_x, second_y)
    as_osgb36 = to_wgs84(OSGB36)(second_x, second_y)
    swapped = (second_y, second_x)
    readings = {
        f"its degrees are {WGS84}": (straight, as_wgs84),
        f"its degrees are {OSGB36}": (straight, as_osgb36),
        "latitude and longitude are exchanged": (straight, swapped),
        "it was computed with easting and northing exchanged": (transposed, as_wgs84),
        "it was computed with easting and northing exchanged, and then latitude and longitude"
        " were exchanged": (transposed, swapped),
    }
    fits = {name: median(distances_m(*a, *b)) for name, (a, b) in readings.items()}
    best = min(fits, key=lambda name: fits[name])
    return best, fits[best]
