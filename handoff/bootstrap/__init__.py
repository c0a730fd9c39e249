"""Set-up of the project's own tools: environments, libraries, web pages, the browser of the tests.

Runs before anything is installed, so it uses the standard library alone and imports nothing of the project.
Each step is skipped while the content it was made from is unchanged.
"""
