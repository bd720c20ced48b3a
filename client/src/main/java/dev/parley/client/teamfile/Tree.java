package dev.parley.client.teamfile;

import java.util.List;
import java.util.Optional;

/** A YAML or JSON document with the line of every part; lines count from 1. */
sealed interface Tree {

  int line();

  /** What stands here, for a message: {@code the number 5}, {@code a list}. */
  String shown();

  /** What a scalar is; only {@code true} and {@code false} are truths, {@code NO} is a text. */
  enum Type {
    TEXT,
    NUMBER,
    TRUTH,
    NOTHING
  }

  /** A single value. */
  record Scalar(int line, Type type, String raw) implements Tree {
    @Override
    public String shown() {
      return switch (type) {
        case TEXT -> "the text " + Shown.quote(raw);
        case NUMBER -> "the number " + Shown.clean(raw);
        case TRUTH -> raw;
        case NOTHING -> "nothing";
      };
    }
  }

  /** A list. */
  record Sequence(int line, List<Tree> items) implements Tree {
    @Override
    public String shown() {
      return "a list";
    }
  }

  /** A map, its keys in the order of the file and each once. */
  record Mapping(int line, List<Entry> entries) implements Tree {
    @Override
    public String shown() {
      return "a map";
    }

    /** What stands under a key, if it is there. */
    Optional<Tree> get(String key) {
      return entries.stream().filter(e -> e.key().equals(key)).map(Entry::value).findFirst();
    }
  }

  /** A key with what stands under it, and the key's line. */
  record Entry(String key, int line, Tree value) {}
}
