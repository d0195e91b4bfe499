"""The exceptions that openinnov raises.

OpenInnovError
├── StandardError       the files of a standard contradict each other
├── SubmissionError     a submission cannot be read, so it cannot be checked
├── MappingError        a mapping file says something that cannot be done
├── MetadataError       metadata of CSVW are faulty, or a table is not as they say
├── PolicyError         a privacy policy is faulty or too loose, or a key is none
├── RefusedError        the data are such that nothing may be written
├── PublicationError    a package cannot be written where it should go
├── DepositError        a repository is not reached, or does not take a package
├── QueryError          a query is faulty, or what is asked is no package
├── ReportError         a report cannot be written where it should go, or in that form
├── MissingExtraError   a part was asked for that is not installed
└── UnknownNameError    a name stands nowhere in the standard
"""


class OpenInnovError(Exception):
    """Base class of every exception that this package raises."""


class StandardError(OpenInnovError):
    """Raised when the files of a standard contradict each other."""


class SubmissionError(OpenInnovError):
    """Raised when a submission cannot be read, so it cannot be checked."""


class MappingError(OpenInnovError):
    """Raised when a mapping file says something that cannot be done."""


class MetadataError(OpenInnovError):
    """Raised when metadata of CSVW are faulty, or a table is not as they say."""


class PolicyError(OpenInnovError):
    """Raised when a privacy policy, or a key, is faulty, or the policy looser than the base."""


class RefusedError(OpenInnovError):
    """Raised when the data are such that nothing may be written."""


class PublicationError(OpenInnovError):
    """Raised when a package cannot be written where it should go."""


class DepositError(OpenInnovError):
    """Raised when a repository is not reached, or does not take a package."""


class QueryError(OpenInnovError):
    """Raised when a query is faulty, or what is asked is no package."""


class ReportError(OpenInnovError):
    """Raised when a report cannot be written where it should go, or in that form or language."""


class MissingExtraError(OpenInnovError):
    """Raised when a part was asked for that is not installed, or does not start."""


class UnknownNameError(OpenInnovError, KeyError):
    """Raised when a name stands nowhere in the standard."""

    def __str__(self) -> str:
        """Return the message as it is, which a KeyError would put in quotes."""
        return str(self.args[0])
