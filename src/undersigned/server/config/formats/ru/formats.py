"""Russian days without the abbreviated word for year, whose full stop would stand beside a sentence's own."""

DATE_FORMAT = "j E Y"
DATETIME_FORMAT = "j E Y, H:i"
