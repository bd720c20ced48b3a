package dev.parley.client.teamfile;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Makes {@link Shape}s, briefly: the table is written with these. */
final class Shapes {

  /** Characters that a text of a team file may have, unless something else is said. */
  static final int LONGEST = 65_536;

  /** Any text that is not empty. */
  static final Shape WORDS = new Shape.Text(Shape.Text.Rule.WORDS, LONGEST);

  /** Any text. */
  static final Shape ANY_TEXT = new Shape.Text(Shape.Text.Rule.ANY, LONGEST);

  /** A name. */
  static final Shape NAME = new Shape.Text(Shape.Text.Rule.NAME, 64);

  /** A number from 1 on. */
  static final Shape COUNT = new Shape.Whole(1, Integer.MAX_VALUE);

  /** True or false. */
  static final Shape FLAG = new Shape.Flag();

  /** A duration above 0. */
  static final Shape TIME = new Shape.Time(true);

  /** A regular expression. */
  static final Shape REGEX = new Shape.Text(Shape.Text.Rule.REGEX, 1_000);

  /** An agent. */
  static final Shape AGENT = new Shape.Ref(Shape.Ref.Kind.AGENT);

  /** An entry of {@code policies}. */
  static final Shape POLICY = new Shape.Ref(Shape.Ref.Kind.POLICY);

  /** A model. */
  static final Shape MODEL = new Shape.Ref(Shape.Ref.Kind.MODEL);

  static Shape.Keys keys(String what, Shape.Key... keys) {
    SequencedMap<String, Shape.Key> all = new LinkedHashMap<>();
    for (Shape.Key key : keys) {
      all.put(key.name(), key);
    }
    return new Shape.Keys(what, all, "");
  }

  /** A list of the shape. */
  static Shape.Many many(Shape of) {
    return new Shape.Many(of, "");
  }

  /** A list of the shape that has at least one item. */
  static Shape.Many some(Shape of, String empty) {
    return new Shape.Many(of, empty);
  }

  static Shape.Named named(Shape of) {
    return new Shape.Named(Shape.Named.Keyed.NAME, of, 200);
  }

  static Shape.Word word(String... words) {
    SequencedMap<String, Shape.Status> all = new LinkedHashMap<>();
    for (String word : words) {
      all.put(word, Shape.Status.RUNS);
    }
    return new Shape.Word(all);
  }

  /** The words of this version, then those of the team file that it does not run. */
  static Shape.Word word(List<String> runs, List<String> later) {
    SequencedMap<String, Shape.Status> all = new LinkedHashMap<>();
    runs.forEach(word -> all.put(word, Shape.Status.RUNS));
    later.forEach(word -> all.put(word, Shape.Status.LATER));
    return new Shape.Word(all);
  }

  static Shape.OneOf oneOf(Shape... shapes) {
    return new Shape.OneOf(List.of(shapes));
  }

  static Shape.Option bare(String word) {
    return new Shape.Option(word, true, List.of());
  }

  static Shape.Option option(Shape.Key key) {
    return new Shape.Option(key.name(), false, List.of(key));
  }

  /** Both the bare word and the word with something under it. */
  static Shape.Option either(Shape.Key key) {
    return new Shape.Option(key.name(), true, List.of(key));
  }

  static Shape.Choice choice(String what, Shape.Option... options) {
    SequencedMap<String, Shape.Option> all = new LinkedHashMap<>();
    Arrays.stream(options).forEach(option -> all.put(option.word(), option));
    return new Shape.Choice(what, all);
  }

  /** The main key of a map that has one. */
  static Shape.Key mainOf(Shape.Keys keys) {
    Shape.Key main = keys.keys().get(keys.main());
    if (main == null) {
      throw new IllegalStateException("the table has no key " + keys.main());
    }
    return main;
  }

  private Shapes() {}
}
