package dev.parley.client.teamfile;

import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Budget;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Pattern;
import dev.parley.agents.Policy;
import dev.parley.agents.Previews;
import dev.parley.agents.ToolSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Takes one file from text to blueprint, and collects what is wrong on the way. */
final class TeamFileReader {

  private final Report report;
  private final Vars vars;
  private final References references;
  private final Checker checker;
  private final ReadOptions options;
  private final Place file;
  private final Optional<Path> folder;

  TeamFileReader(Report report, String name, Optional<Path> folder, ReadOptions options) {
    this.report = report;
    this.options = options;
    this.folder = folder;
    this.file = new Place(name, 0, "");
    this.vars = new Vars(options.vars(), report);
    this.references = new References(report);
    this.checker = new Checker(report, vars, references);
  }

  Reading read(Source source) {
    Optional<Blueprint> blueprint =
        source.tree(file, report).flatMap(this::section).flatMap(this::blueprint);
    return new Reading(
        report.clean() ? blueprint : Optional.empty(), report.errors(), report.warnings());
  }

  private Optional<Section> section(Tree tree) {
    SecretScan.scan(tree, file, report);
    if (tree instanceof Tree.Mapping root) {
      root.get("vars")
          .filter(Tree.Mapping.class::isInstance)
          .ifPresent(own -> vars.define((Tree.Mapping) own));
    }
    return checker
        .read(TeamFormat.shape("file"), tree, file.at(tree.line()))
        .filter(Section.class::isInstance)
        .map(Section.class::cast);
  }

  private Optional<Blueprint> blueprint(Section root) {
    var modelsReader = new ModelsReader(report, options, file);
    SequencedMap<String, ModelSpec> models = modelsReader.read(root);
    var agentReader = new AgentReader(report, modelsReader, models);
    var imports = new Imports(folder, file.file(), checker);
    List<Agent> agents = new AgentsReader(report, agentReader, imports).read(root);
    SequencedMap<String, ToolSpec> tools = new ToolReader(report).read(root, agents);
    SequencedMap<String, Policy> policies = new PolicyReader(report, options.people()).read(root);
    Optional<Pattern> team =
        root.section("team").flatMap(section -> new PatternReader(report).read(section, agents));
    SequencedMap<String, Pattern> teams = new LinkedHashMap<>();
    root.section("teams")
        .ifPresent(
            all ->
                all.eachSection(
                    (name, one) ->
                        new PatternReader(report)
                            .read(one, agents)
                            .ifPresent(inner -> teams.put(name, inner))));
    checkNames(root);
    vars.reportUnused(file);
    if (!report.clean() || team.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Blueprint(
            Blueprint.FORMAT,
            root.text("name").orElseThrow(),
            root.text("description").orElse(""),
            models,
            agents,
            team.get(),
            root.section("budget").map(TeamFileReader::budget).orElse(Budget.NONE),
            tools,
            policies,
            root.text("previews").map(word -> Previews.REQUESTS).orElse(null),
            teams,
            null));
  }

  private void checkNames(Section root) {
    var declared = References.Declared.of(root);
    references.check(declared);
    Cycles.check(root, report);
    root.section("teams")
        .ifPresent(
            teams ->
                teams
                    .places()
                    .forEach((name, place) -> checkTeamName(name, place, root, declared)));
    if (report.clean()) {
      TeamTree.check(root, report);
    }
    root.section("agents")
        .ifPresent(
            agents ->
                warnOfIdle(agents, "takes no part in the team", "name it there, or take it out"));
    root.section("teams")
        .ifPresent(
            teams -> warnOfIdle(teams, "nothing holds this team", "name it, or take it out"));
    root.section("policies")
        .ifPresent(
            policies ->
                warnOfIdle(policies, "nothing goes by this policy", "name it, or take it out"));
  }

  private void checkTeamName(String name, Place place, Section root, References.Declared declared) {
    if (declared.agents().contains(name)) {
      int line = root.section("agents").map(agents -> agents.at(name).line()).orElse(0);
      report.error(
          place,
          "duplicate name; an agent on line %d has it too".formatted(line),
          "agents and teams share one space of names");
    }
    if (dev.parley.agents.Names.RESERVED.contains(name)) {
      report.error(place, "the name is reserved", "call the team something else");
    }
  }

  private void warnOfIdle(Section named, String message, String remedy) {
    var used = references.used();
    named
        .places()
        .forEach(
            (name, place) -> {
              if (!used.contains(name)) {
                report.warn(place, message, remedy);
              }
            });
  }

  private static Budget budget(Section section) {
    return new Budget(
        section.whole("modelCalls").orElse(null),
        section.large("tokens").orElse(null),
        section.number("cost").orElse(null),
        section.text("approval").orElse(null),
        section.whole("repeats").filter(times -> times != 1).orElse(null));
  }
}
