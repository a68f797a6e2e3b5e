#!/usr/bin/python3
"""drag.py X Y FILE…: a small window at that place of the screen from which FILE can be dragged, as from a file manager.

Prints "ready" when it is there, and ends after one drag.
"""

import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gio, GLib, Gtk  # noqa: E402

SIZE = 80


def main():
    x, y, files = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    uris = [Gio.File.new_for_path(file).get_uri() for file in files]
    # A popup: the window manager leaves it where it is, and on top.
    window = Gtk.Window(type=Gtk.WindowType.POPUP)
    window.set_default_size(SIZE, SIZE)
    area = Gtk.EventBox()
    area.add(Gtk.Label(label="file"))
    area.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
    area.drag_source_add_uri_targets()
    area.connect("drag-data-get", lambda _area, _context, data, _info, _time: data.set_uris(uris))
    area.connect("drag-end", lambda *_: Gtk.main_quit())
    window.add(area)
    window.show_all()
    window.move(x, y)
    GLib.timeout_add(500, lambda: print("ready", flush=True))
    GLib.timeout_add_seconds(60, Gtk.main_quit)
    Gtk.main()


if __name__ == "__main__":
    main()
