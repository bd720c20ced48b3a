package dev.parley.activities;

import dev.parley.activities.models.Turn;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Entry;
import dev.parley.agents.Event;
import dev.parley.agents.Pattern;
import dev.parley.agents.Selector;
import dev.parley.transcript.View;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * What a model is asked when it chooses the next speaker, and whom its answer names. It is asked
 * again with what was wrong; the answers before are entries, so nothing need be remembered.
 */
final class SpeakerChoice {

  private final Blueprint blueprint;
  private final Pattern.SelectorGroupChat chat;
  private final List<String> eligible;

  SpeakerChoice(Blueprint blueprint, Pattern.SelectorGroupChat chat, List<String> eligible) {
    this.blueprint = blueprint;
    this.chat = chat;
    this.eligible = List.copyOf(eligible);
  }

  /** The one who may be chosen, if it is only one. */
  Optional<String> only() {
    return eligible.size() == 1 ? Optional.of(eligible.getFirst()) : Optional.empty();
  }

  /** The question, and the answers of this turn that named nobody, each with what was wrong. */
  List<Turn> turns(List<Entry> entries, View.Measure measure) {
    List<Turn> turns = new ArrayList<>();
    turns.add(Turn.user(null, prompt(entries, measure)));
    for (Entry failed : failed(entries)) {
      turns.add(Turn.assistant(failed.text()));
      turns.add(Turn.user(null, wrong(failed.text())));
    }
    return List.copyOf(turns);
  }

  private String prompt(List<Entry> entries, View.Measure measure) {
    Selector selector = chat.selector();
    String prompt = selector.prompt() == null ? Selector.DEFAULT_PROMPT : selector.prompt();
    String history =
        View.of(entries, "", chat, selector.context(), measure).lines().stream()
            .map(line -> line.author() + ": " + line.text())
            .collect(Collectors.joining("\n"));
    // The history comes last: what people and models say is not looked through for places.
    return prompt
        .replace("{roles}", roles())
        .replace("{participants}", String.join(", ", eligible))
        .replace("{history}", history);
  }

  private String roles() {
    return eligible.stream()
        .map(name -> introduced(blueprint, name))
        .collect(Collectors.joining("\n"));
  }

  /** The attempts since the last entry of somebody. */
  private static List<Entry> failed(List<Entry> entries) {
    List<Entry> failed = new ArrayList<>();
    for (Entry entry : entries.reversed()) {
      if (entry.head().event() == Event.SELECTED && entry.head().to() == null) {
        failed.addFirst(entry);
      } else if (entry.head().event() == null) {
        break;
      }
    }
    return failed;
  }

  private String wrong(String answer) {
    Set<String> all = mentioned(answer, chat.participants());
    String names = String.join(", ", eligible);
    if (all.isEmpty()) {
      return "That names none of them. Answer with one of these names alone: " + names;
    }
    if (mentioned(answer, eligible).isEmpty()) {
      return "%s may not speak now. Answer with one of these names alone: %s"
          .formatted(String.join(", ", all), names);
    }
    return "That names more than one of them. Answer with one of these names alone: " + names;
  }

  /** The only one of the eligible that an answer names; absent: none, or several. */
  Optional<String> named(String answer) {
    String whole = answer.strip();
    if (eligible.contains(whole)) {
      return Optional.of(whole);
    }
    Set<String> names = mentioned(answer, eligible);
    return names.size() == 1 ? names.stream().findFirst() : Optional.empty();
  }

  /** As AutoGen reads it: whole words; underscores may be spaces, or escaped as in Markdown. */
  private static Set<String> mentioned(String answer, List<String> names) {
    Set<String> found = new LinkedHashSet<>();
    for (String name : names) {
      String forms =
          java.util.regex.Pattern.quote(name)
              + "|"
              + java.util.regex.Pattern.quote(name.replace("_", " "))
              + "|"
              + java.util.regex.Pattern.quote(name.replace("_", "\\_"));
      Matcher matcher =
          java.util.regex.Pattern.compile("(?<![\\w-])(?:%s)(?![\\w-])".formatted(forms))
              .matcher(answer);
      if (matcher.find()) {
        found.add(name);
      }
    }
    return found;
  }

  /** Who the others are, as each is told at the start; empty: nobody is. */
  static String introductions(Blueprint blueprint) {
    if (!(blueprint.team() instanceof Pattern.SelectorGroupChat chat) || !chat.introductions()) {
      return "";
    }
    return chat.participants().stream()
        .map(name -> "- " + introduced(blueprint, name))
        .collect(Collectors.joining("\n", "The members of this team:\n", ""));
  }

  /** A team inside has a name and no description. */
  private static String introduced(Blueprint blueprint, String name) {
    return blueprint.agents().stream()
        .filter(agent -> agent.name().equals(name))
        .map(Agent::description)
        .filter(about -> !about.isEmpty())
        .map(about -> name + ": " + about)
        .findFirst()
        .orElse(name);
  }
}
