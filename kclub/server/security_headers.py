"""Headers of every answer: pages, streams, pictures and what is refused before Django hears of it."""

SECURITY_HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",  # no other site shows what is here
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            "accelerometer",
            "camera",
            "display-capture",
            "geolocation",
            "gyroscope",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "usb",
        )
    ),
    "X-Content-Type-Options": "nosniff",
}
RAW_SECURITY_HEADERS = [
    (name.lower().encode(), value.encode()) for name, value in SECURITY_HEADERS.items()
]
