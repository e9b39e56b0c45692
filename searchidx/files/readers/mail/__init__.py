"""How are mails read?

`mail` shows all steps, `mail_parts` divides a mail into its parts, and `mail_headers` decodes its headers.
"""
