"""Exports: everything a user has here, as one ZIP file that the user asks for.

Each app registers sections of rows (`sections`). `archive` writes them in small steps and little
memory, `maker` takes those steps between two looks at the outbox, and mails the link. What is in
the file is documented in docs/export.md.
"""
