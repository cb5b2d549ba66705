"""The limits that docker-compose 1.29 would give the container, without --compatibility and without a Docker daemon."""

import sys

from compose.config import config
from compose.config.environment import Environment
from compose.project import translate_deploy_keys_to_container_config

folder, file, cpus, memory, reserved = sys.argv[1:]
loaded = config.load(config.find(folder, [file], Environment()))
# What Project.from_config does with each service.
options, _ = translate_deploy_keys_to_container_config(loaded.services[0])
found = [options["cpus"], options["mem_limit"], options["mem_reservation"]]
expected = [float(cpus), memory, reserved]
if found != expected:
    sys.exit(f"{file}: docker-compose would set {found}, not {expected}")
