#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
# A backend of CUPS for tests: hands a job to the virtual printer (tests/fake/virtual_printer.h) as CUPS's own backends
# do, and says as they do what is wrong. The device is virtual://127.0.0.1:PORT.
import os
import socket
import sys
import time

LOOK_S = 0.05
REASONS = {(2, 0x04): "cover-open-error", (2, 0x20): "media-empty-error", (4, 0x0c): "media-low-report"}


def say(words):
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


def connect(address):
    while True:
        try:
            return socket.create_connection(address, 2)
        except OSError:
            say("STATE: +connecting-to-device")
            time.sleep(LOOK_S)


def ask(line, question):
    line.sendall(bytes([0x10, 0x04, question]))
    return line.recv(1)[0]


def ready(line):
    blocked = False
    for (question, bits), reason in REASONS.items():
        there = ask(line, question) & bits == bits
        say("STATE: %s%s" % ("+" if there else "-", reason))
        blocked = blocked or (there and reason.endswith("-error"))
    return not blocked


def main():
    if len(sys.argv) == 1:
        print('network virtual "Unknown" "virtual"')
        return 0
    job = sys.stdin.buffer.read() if len(sys.argv) < 7 else open(sys.argv[6], "rb").read()
    host, port = os.environ["DEVICE_URI"].split("//")[1].split(":")
    line = connect((host, int(port)))
    say("STATE: -connecting-to-device")
    while not ready(line):
        time.sleep(LOOK_S)
    line.sendall(job)
    line.shutdown(socket.SHUT_WR)
    while line.recv(64):
        pass
    return 0


sys.exit(main())
