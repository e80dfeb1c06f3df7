"""Russian days without `г.`: its full stop would stand beside the one that ends the sentence."""

DATE_FORMAT = "j E Y"
DATETIME_FORMAT = "j E Y, H:i"
