package dev.parley.activities.people;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** A part of a YAML file, with its place for messages. Everything is a text: a date stays one. */
final class Yaml {

  private final String file;
  private final String path;
  private final int line;
  private final @Nullable Node node;

  private Yaml(String file, String path, int line, @Nullable Node node) {
    this.file = file;
    this.path = path;
    this.line = line;
    this.node = node;
  }

  /**
   * The root of a text; of an empty one an empty map.
   *
   * @throws PeopleException with the line, if it is no YAML
   */
  static Yaml parse(String file, String text) {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(10);
    options.setNestingDepthLimit(10);
    DumperOptions dumper = new DumperOptions();
    try {
      Node root =
          new org.yaml.snakeyaml.Yaml(
                  new SafeConstructor(options), new Representer(dumper), dumper, options)
              .compose(new java.io.StringReader(text));
      return new Yaml(file, "", 1, root);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new PeopleException(
          "%s:%d: no valid YAML: %s".formatted(file, line, e.getProblem()), e);
    } catch (YAMLException e) {
      throw new PeopleException("%s: no valid YAML".formatted(file), e);
    }
  }

  /** What stands under a key of this map. */
  Optional<Yaml> get(String key) {
    return tuples().stream()
        .filter(one -> key.equals(key(one)))
        .findFirst()
        .map(this::below)
        .filter(one -> !one.isNothing());
  }

  /**
   * Gives every key of this map with what stands under it, in the order of the file.
   *
   * @throws PeopleException if a key stands there twice
   */
  void entries(BiConsumer<String, Yaml> use) {
    Set<String> seen = new HashSet<>();
    for (NodeTuple tuple : tuples()) {
      Yaml value = below(tuple);
      if (!seen.add(key(tuple))) {
        throw value.wrong("stands there twice");
      }
      use.accept(key(tuple), value);
    }
  }

  /**
   * Refuses other keys than these.
   *
   * @throws PeopleException at the first
   */
  void requireKeys(List<String> known) {
    entries(
        (key, value) -> {
          if (!known.contains(key)) {
            throw value.wrong("unknown key; known are " + String.join(", ", known));
          }
        });
  }

  /** The text of this value. */
  String text() {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return scalar.getValue().strip();
    }
    throw wrong("must be a text");
  }

  /** The texts of this list; one value stands for a list of it. */
  List<String> texts() {
    if (node instanceof SequenceNode list) {
      return list.getValue().stream()
          .map(item -> new Yaml(file, path, item.getStartMark().getLine() + 1, item).text())
          .toList();
    }
    return isNothing() ? List.of() : List.of(text());
  }

  PeopleException wrong(String rule) {
    return new PeopleException(place() + rule);
  }

  PeopleException wrong(String rule, Throwable cause) {
    return new PeopleException(place() + rule, cause);
  }

  private String place() {
    return path.isEmpty()
        ? "%s:%d: ".formatted(file, line)
        : "%s:%d: %s: ".formatted(file, line, path);
  }

  private boolean isNothing() {
    return node == null || node.getTag().equals(Tag.NULL);
  }

  private List<NodeTuple> tuples() {
    if (isNothing()) {
      return List.of();
    }
    if (node instanceof MappingNode map) {
      return map.getValue();
    }
    throw wrong("must be a map");
  }

  private String key(NodeTuple tuple) {
    if (tuple.getKeyNode() instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw wrong("has a key that is no word");
  }

  private Yaml below(NodeTuple tuple) {
    String key = key(tuple);
    return new Yaml(
        file,
        path.isEmpty() ? key : path + "." + key,
        tuple.getKeyNode().getStartMark().getLine() + 1,
        tuple.getValueNode());
  }
}
