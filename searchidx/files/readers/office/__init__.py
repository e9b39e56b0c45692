"""How are the files of office programs read?

- `docx` reads Word files, and `odt` OpenDocument files. `parts` opens them, `docx_text`, `docx_styles` and
  `odt_text` find the text in their XML, and `office_text` collects it. `font_names` converts letters by the
  name of their font.
- `pdf` reads PDF files. `pdf_lines` finds the lines of a page, `pdf_paragraphs` joins them, and
  `pdf_properties` reads title, author and date.
- `official_paper` reads the heads of official papers, `office_titles` chooses the title, and `office_record`
  makes the record of a file.
"""
