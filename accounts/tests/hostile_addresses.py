"""Addresses that only look like one of saebom.example, for every place where one is asked for."""

HOSTILE = [
    # another domain
    "kim@evil-saebom.example", "kim@saebom.example.evil.com", "kim@notsaebom.example",
    "kim@mail.saebom.example", "kim@saebom.example-evil.com", "kim@saebom-example",
    "kim@saebomexample", "kim@example", "kim@saebom", "kim@gmail.com", "kim@saebom.exampl",
    "kim@saebom.examples", "kim@aebom.example", "kim@xn--saebom-9za.example", "kim@www.saebom.example",
    "kim@saebom.example.", "kim@.saebom.example", "kim@saebom..example", "kim@-saebom.example",
    "kim@saebom.example-", "kim@saebom_.example", "kim@" + "a" * 64 + ".example",
    "kim@[127.0.0.1]", "kim@[IPv6:::1]", "kim@127.0.0.1", "kim@localhost",
    # two addresses, or one in the words of another
    "kim@saebom.example@evil.com", "kim@evil.com@saebom.example", '"kim@evil.com"@saebom.example',
    "kim@evil.com,kim@saebom.example", "kim@evil.com kim@saebom.example",
    "kim@evil.com;kim@saebom.example", "kim <kim@saebom.example>", "<kim@saebom.example>",
    "kim@evil.com#@saebom.example@", "kim@evil.com\\@saebom.example", "mailto:kim@saebom.example",
    '"kim"@saebom.example', '"kim lee"@saebom.example', "kim(a comment)@saebom.example",
    "kim@(a comment)saebom.example", "kim@saebom.example(evil.com)", "kim@saebom.example?cc=x@evil.com",
    "@evil.com:kim@saebom.example", "evil.com!kim@saebom.example@",
    "kim%evil.com@saebom.example@evil.com",
    # control characters
    "kim@saebom.example\r\nBcc: x@evil.com", "kim\r\n@saebom.example", "kim@saebom.example\x00.evil.com",
    "kim\x00@saebom.example", "kim@saebom\t.example", "kim@evil.com\n@saebom.example",
    "kim\x7f@saebom.example", "kim\x1b[31m@saebom.example",
    # letters that look like others, and invisible ones
    "kim@s\u0430ebom.example",  # Cyrillic а
    "kim@saeb\u03bfm.example",  # Greek ο
    "\u043aim@saebom.example",  # Cyrillic к
    "\u212aim@saebom.example",  # the Kelvin sign
    "kim@sa\u0117bom.example", "kim@saebom.ex\u0251mple", "k\u0131m@saebom.example",
    "kim@\uff53aebom.example", "kim\uff20saebom.example", "kim\ufe6bsaebom.example",
    "kim@saebom\u3002example", "kim@saebom\uff0eexample", "kim@saebom\uff61example",
    "kim@sae\u00adbom.example", "kim@sae\u200bbom.example", "kim@saebom.example\u202e",
    "\u202ekim@saebom.example", "kim@saebom.example\ufeff.com", "김@saebom.example", "kim@새봄.example",
    "kim\u0301@saebom.example", "kim@saebom\u2024example",
    # no name, or none that is plain
    ".kim@saebom.example", "kim.@saebom.example", "ki..m@saebom.example", "+kim@saebom.example",
    "@saebom.example", "kim saebom@saebom.example", "k" * 65 + "@saebom.example",
    "k" * 180 + "@saebom.example", "kim", "saebom.example", "kim@", "@",
]  # fmt: skip
