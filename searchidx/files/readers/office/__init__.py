"""How are the files of office programs read?

- `docx` reads Word files, and `odt` OpenDocument files. `zip_parts` and `xml_events` read the XML in them
  within limits, `docx_text`, `docx_styles` and `odt_text` find the text, and `office_text` collects it.
  `legacy_fonts` decodes letters by the name of their font.
- `pdf` reads PDF files. `pdf_lines` finds the lines of a page, `pdf_paragraphs` joins them, and
  `pdf_properties` reads title, author and date.
- `office_titles` chooses the title, and `office_record` makes the record of a file.
"""
