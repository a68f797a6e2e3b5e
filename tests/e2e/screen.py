"""The screen of an Xvfb started with -fbdir: its pixels, and pictures of it, with nothing installed."""

import mmap
import os
import struct
import zlib


class Screen:
    """Reads the framebuffer file (X window dump format, 32 bits a pixel, blue first)."""

    def __init__(self, path=None):
        with open(path or os.environ["SCREEN_FILE"], "rb") as file:
            self.data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        head = struct.unpack(">25I", self.data[:100])
        header_size, self.width, self.height, bits, self.stride, colours = (
            head[0], head[4], head[5], head[11], head[12], head[19],
        )
        if bits != 32:
            raise ValueError(f"{bits} bits a pixel: start Xvfb with depth 24")
        self.start = header_size + 12 * colours

    def blank(self):
        """Nothing drawn yet: every pixel looked at is black."""
        row = 4 * self.width
        for y in range(0, self.height, 16):
            at = self.start + y * self.stride
            line = self.data[at : at + row]
            if any(line[0::4]) or any(line[1::4]) or any(line[2::4]):
                return False
        return True

    def colours(self):
        """How many different colours stand on a grid over the screen: a window with words has dozens."""
        found = set()
        for y in range(0, self.height, 3):
            at = self.start + y * self.stride
            found.update(self.data[at + 4 * x : at + 4 * x + 3] for x in range(0, self.width, 3))
        return len(found)

    def save(self, path):
        """Writes the screen as PNG."""
        rows = bytearray()
        for y in range(self.height):
            at = self.start + y * self.stride
            line = self.data[at : at + 4 * self.width]
            rgb = bytearray(3 * self.width)
            rgb[0::3], rgb[1::3], rgb[2::3] = line[2::4], line[1::4], line[0::4]
            rows += b"\0" + rgb

        def chunk(kind, body):
            return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        with open(path, "wb") as file:
            file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head))
            file.write(chunk(b"IDAT", zlib.compress(bytes(rows), 9)) + chunk(b"IEND", b""))
