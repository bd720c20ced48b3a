package dev.parley.client.view;

import dev.parley.agents.Entry;
import dev.parley.agents.Move;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.Transcript;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The entries of a conversation and of those inside it, each where it belongs. */
public final class Tree {

  private static final int PAGE = 500;

  private final Transcript transcript;
  private final Map<String, Standing> left = new LinkedHashMap<>();
  private final List<Line> lines = new ArrayList<>();

  private Tree(Transcript transcript) {
    this.transcript = transcript;
  }

  /**
   * An entry.
   *
   * @param depth how many conversations its own stands in, from the one that is shown
   * @param inside the id of its conversation, absent: the one that is shown
   */
  public record Line(Entry entry, int depth, @Nullable String inside) {
    /** A text of some lines, further right the deeper its conversation is. */
    public String indented(String text) {
      String margin = "  ".repeat(depth);
      return depth == 0
          ? text
          : text.lines().map(one -> margin + one).collect(Collectors.joining("\n"));
    }
  }

  /** The entries of a conversation and of all inside it, in the order in which they are read. */
  public static List<Line> of(Transcript transcript, String conversation) {
    var tree = new Tree(transcript);
    List<Standing> all = transcript.conversations().tree(conversation);
    all.stream().skip(1).forEach(one -> tree.left.put(one.id(), one));
    tree.add(conversation, 0);
    return List.copyOf(tree.lines);
  }

  /** The conversation inside that an entry is about. */
  public static Optional<String> chat(Entry entry) {
    return switch (entry.head().move()) {
      case Move.ChatBegun begun -> Optional.ofNullable(begun.conversation());
      case Move.ChatEnded ended -> Optional.of(ended.conversation());
      case null, default -> Optional.empty();
    };
  }

  private void add(String conversation, int depth) {
    int seq = 0;
    List<Entry> page;
    do {
      page = transcript.entries().read(conversation, seq, PAGE);
      for (Entry entry : page) {
        add(entry, conversation, depth);
      }
      seq += page.size();
    } while (page.size() == PAGE);
    // Those of which no entry tells yet.
    List<String> own =
        left.values().stream()
            .filter(one -> conversation.equals(one.outer()))
            .map(Standing::id)
            .toList();
    own.forEach(id -> insert(id, depth + 1));
  }

  /** What began is shown after the entry that says so, the calls of tools before their results. */
  private void add(Entry entry, String conversation, int depth) {
    Line line = new Line(entry, depth, depth == 0 ? null : conversation);
    List<String> about =
        chat(entry).stream().flatMap(ids -> List.of(ids.split(" ")).stream()).toList();
    boolean begins = entry.head().move() instanceof Move.ChatBegun;
    if (begins) {
      lines.add(line);
    }
    about.forEach(id -> insert(id, depth + 1));
    if (!begins) {
      lines.add(line);
    }
  }

  private void insert(String id, int depth) {
    if (left.remove(id) != null) {
      add(id, depth);
    }
  }
}
