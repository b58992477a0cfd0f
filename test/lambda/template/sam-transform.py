# Reads a SAM template (standard input, JSON in CloudFormation's long forms), and writes what SAM makes of it (standard output).
import json
import os
import sys

os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

from samtranslator.translator.transform import transform  # noqa: E402


class NoPolicies:
    """Stands in for the list of AWS's own policies, which SAM else asks IAM for."""

    def load(self):
        return {}


json.dump(transform(json.load(sys.stdin), {}, NoPolicies()), sys.stdout)
