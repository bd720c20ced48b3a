package dev.parley.client.teamfile;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.AnchorNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.representer.Representer;

/**
 * Makes a {@link Tree} of YAML. Aliases are followed, but depth and size of what comes out are
 * bounded, so that a small file cannot become a large one.
 */
final class YamlTree {

  private static final int DEEPEST = 50;
  private static final int MOST_ALIASES = 50;
  private static final int MOST_NODES = 50_000;

  private static final Set<Tag> PLAIN_TAGS =
      Set.of(Tag.STR, Tag.BOOL, Tag.NULL, Tag.INT, Tag.FLOAT, Tag.MAP, Tag.SEQ);

  private final Report report;
  private int nodes;

  private YamlTree(Report report) {
    this.report = report;
  }

  /** The tree of the text; empty, with an error in the report, if it is no YAML. */
  static Optional<Tree> parse(String text, Place root, Report report) {
    try {
      Node node = yaml().compose(new StringReader(text));
      if (node == null) {
        report.error(root, "the file is empty", "start with name, agents and team");
        return Optional.empty();
      }
      return Optional.of(new YamlTree(report).tree(node, root.at(line(node.getStartMark())), 0));
    } catch (MarkedYAMLException e) {
      String problem = e.getProblem() == null ? "cannot be read" : e.getProblem();
      report.error(root.at(line(e.getProblemMark())), "no valid YAML: " + Shown.clean(problem));
    } catch (ReaderException e) {
      report.error(
          root.at(lineOf(text, e.getPosition())),
          "holds the character U+%04X, which no team file needs".formatted(e.getCodePoint()),
          "in double quotes it can be written as an escape");
    } catch (YAMLException e) {
      String message = e.getMessage() == null ? "cannot be read" : e.getMessage();
      report.error(root, "no valid YAML: " + Shown.clean(message));
    } catch (TooLarge e) {
      report.error(root.at(e.line), e.reason, "use fewer aliases or less nesting");
    }
    return Optional.empty();
  }

  private static Yaml yaml() {
    var loading = new LoaderOptions();
    loading.setNestingDepthLimit(DEEPEST);
    loading.setMaxAliasesForCollections(MOST_ALIASES);
    var dumping = new DumperOptions();
    return new Yaml(
        new SafeConstructor(loading), new Representer(dumping), dumping, loading, new CoreSchema());
  }

  private Tree tree(Node node, Place place, int depth) throws TooLarge {
    if (++nodes > MOST_NODES || depth > DEEPEST) {
      throw new TooLarge(
          place.line(),
          depth > DEEPEST
              ? "nested more than %d deep, or an alias inside itself".formatted(DEEPEST)
              : "more than %d values once aliases are followed".formatted(MOST_NODES));
    }
    if (!PLAIN_TAGS.contains(node.getTag())) {
      report.error(
          place,
          "has the tag %s".formatted(Shown.quote(node.getTag().getValue())),
          "a team file has no tags");
    }
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar);
      case SequenceNode sequence -> sequence(sequence, place, depth);
      case MappingNode mapping -> mapping(mapping, place, depth);
      case AnchorNode anchor -> tree(anchor.getRealNode(), place, depth);
      default -> throw new IllegalStateException("no YAML node: " + node.getNodeId());
    };
  }

  private static Tree scalar(ScalarNode node) {
    Tag tag = node.getTag();
    Tree.Type type =
        tag.equals(Tag.BOOL)
            ? Tree.Type.TRUTH
            : tag.equals(Tag.NULL)
                ? Tree.Type.NOTHING
                : tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) ? Tree.Type.NUMBER : Tree.Type.TEXT;
    return new Tree.Scalar(line(node.getStartMark()), type, node.getValue());
  }

  private Tree sequence(SequenceNode node, Place place, int depth) throws TooLarge {
    List<Tree> items = new ArrayList<>();
    for (Node item : node.getValue()) {
      Place at = place.item(items.size(), line(item.getStartMark()));
      items.add(tree(item, at, depth + 1));
    }
    return new Tree.Sequence(line(node.getStartMark()), List.copyOf(items));
  }

  private Tree mapping(MappingNode node, Place place, int depth) throws TooLarge {
    Map<String, Tree.Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      int line = line(tuple.getKeyNode().getStartMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        report.error(place.at(line), "a key is a list or a map", "keys are single words");
        continue;
      }
      Place at = place.key(key.getValue(), line);
      var entry = new Tree.Entry(key.getValue(), line, tree(tuple.getValueNode(), at, depth + 1));
      Tree.Entry first = entries.putIfAbsent(entry.key(), entry);
      if (first != null) {
        report.error(at, duplicate(first));
      }
    }
    return new Tree.Mapping(line(node.getStartMark()), List.copyOf(entries.values()));
  }

  /** What is said about a key that stands in a map for the second time. */
  static String duplicate(Tree.Entry first) {
    return "duplicate key; it already stands on line " + first.line();
  }

  private static int line(Mark mark) {
    return mark == null ? 0 : mark.getLine() + 1;
  }

  /** The line of the code point at the given position. */
  private static int lineOf(String text, int position) {
    int end = Math.min(position, text.codePointCount(0, text.length()));
    return 1 + (int) text.codePoints().limit(end).filter(c -> c == '\n').count();
  }

  /** What comes out is larger than a team file ever is. */
  private static final class TooLarge extends Exception {
    private static final long serialVersionUID = 1L;
    private final int line;
    private final String reason;

    TooLarge(int line, String reason) {
      super(reason);
      this.line = line;
      this.reason = reason;
    }
  }
}
