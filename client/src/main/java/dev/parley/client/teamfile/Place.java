package dev.parley.client.teamfile;

/** Where something stands: the file, its line from 1 (0: no line), and the path of keys to it. */
record Place(String file, int line, String path) {

  /** The place of a key below this one. */
  Place key(String key, int at) {
    String shown = Shown.key(key);
    return new Place(file, at, path.isEmpty() ? shown : path + "." + shown);
  }

  /** The place of an item of the list that stands here. */
  Place item(int index, int at) {
    return new Place(file, at, "%s[%d]".formatted(path, index));
  }

  /** The same place with another line. */
  Place at(int other) {
    return new Place(file, other, path);
  }
}
