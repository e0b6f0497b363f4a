"""What must be on the machine first: Java 17 or later, and Maven."""

import re
import shutil
import subprocess

from deploy.local.errors import ClusterError

LEAST_JAVA = 17


def java() -> str:
    """The path of a Java that is new enough. Raises `ClusterError` that says what to install."""
    path = shutil.which("java")
    remedy = f"install a JDK of version {LEAST_JAVA} or later (Debian: openjdk-17-jdk-headless)"
    if path is None:
        raise ClusterError(f"there is no Java here: {remedy}")
    said = subprocess.run(  # noqa: S603 - found on the path
        [path, "-version"], capture_output=True, text=True, check=False
    ).stderr
    version = java_version(said)
    if version is None or version < LEAST_JAVA:
        raise ClusterError(f"{path} is Java {version or 'of an unknown version'}: {remedy}")
    return path


def java_version(said: str) -> int | None:
    """The major version in what `java -version` says, None where there is none."""
    found = re.search(r'version "(\d+)', said)
    return int(found.group(1)) if found else None


def maven() -> str:
    """The path of Maven. Raises `ClusterError` that says what to install."""
    path = shutil.which("mvn")
    if path is None:
        raise ClusterError("there is no Maven here: install it (Debian: maven)")
    return path
