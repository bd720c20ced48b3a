package dev.parley.activities.models;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tools as providers may be told of them: they take letters, digits, {@code _} and {@code -}, 64 at
 * most, while a tool of a source has a dot in its name. What a model then calls is read tolerantly.
 */
final class WireNames {

  private static final int LONGEST = 64;

  private final Map<String, String> wire = new HashMap<>();
  private final Map<String, String> own = new HashMap<>();

  private WireNames() {}

  /** The names of these tools. */
  static WireNames of(List<ModelCall.Offer> offers) {
    WireNames names = new WireNames();
    Set<String> bares = new HashSet<>();
    Set<String> twice = new HashSet<>();
    // Those that need no change keep their names, whoever stands first.
    offers.stream().filter(offer -> isPlain(offer.name())).forEach(names::add);
    offers.stream().filter(offer -> !isPlain(offer.name())).forEach(names::add);
    for (ModelCall.Offer offer : offers) {
      if (!bares.add(bare(offer.name()))) {
        twice.add(bare(offer.name()));
      }
    }
    for (ModelCall.Offer offer : offers) {
      names.own.putIfAbsent(offer.name(), offer.name());
      if (!twice.contains(bare(offer.name()))) {
        names.own.putIfAbsent(bare(offer.name()), offer.name());
      }
    }
    return names;
  }

  private void add(ModelCall.Offer offer) {
    String name = offer.name();
    String plain = plain(name);
    String free = plain;
    for (int i = 2; own.containsKey(free); i++) {
      String end = "_" + i;
      free = plain.substring(0, Math.min(plain.length(), LONGEST - end.length())) + end;
    }
    wire.put(name, free);
    own.put(free, name);
  }

  private static boolean isPlain(String name) {
    return plain(name).equals(name);
  }

  private static String plain(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9_-]", "_");
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
  }

  private static String bare(String name) {
    return name.substring(name.indexOf('.') + 1);
  }

  /** What a provider is told; of a tool that is no longer there too. */
  String wire(String name) {
    return wire.getOrDefault(name, plain(name));
  }

  /** Which tool a model means; a name that means none stays as it is. */
  String own(String called) {
    return own.getOrDefault(called, called);
  }

  /** The same call with names that every provider takes. */
  ModelCall wired(ModelCall call) {
    return call.shown(
        call.turns().stream().map(this::wired).toList(),
        call.tools().stream()
            .map(
                offer ->
                    new ModelCall.Offer(
                        wire(offer.name()), offer.description(), offer.parameters()))
            .toList());
  }

  private Turn wired(Turn turn) {
    return switch (turn) {
      case Turn.Text text -> text;
      case Turn.ToolUse(String said, List<Turn.Used> uses) ->
          new Turn.ToolUse(
              said,
              uses.stream()
                  .map(
                      used ->
                          new Turn.Used(
                              renamed(used.call(), wire(used.call().tool())), used.result()))
                  .toList());
    };
  }

  /** The calls of a reply with the names that teams know. */
  ModelReply read(ModelReply reply) {
    return reply.calling(
        reply.calls().stream().map(call -> renamed(call, own(call.tool()))).toList());
  }

  private static ModelReply.Call renamed(ModelReply.Call call, String name) {
    return new ModelReply.Call(call.id(), name, call.arguments());
  }
}
