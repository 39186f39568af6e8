"""Office papers: a paper as blocks (``blocks``) → ``docx.to_docx``, ``pdf.to_pdf``, ``xlsx.to_xlsx``. Usable alone."""
