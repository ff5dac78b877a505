from tests.tools.ooxml_validator import ooxml_validator

__all__ = ["ooxml_validator"]
