import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.neo4j.cli.ExecutionContext;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.Entity;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.Relationship;
import org.neo4j.graphdb.Transaction;
import org.neo4j.importer.ImportCommand;
import org.neo4j.shell.parser.ShellStatementParser;
import org.neo4j.shell.parser.StatementParser;
import picocli.CommandLine;

/**
 * Fills databases of Neo4j's own and prints what arrived as lines of tab-separated words: {@code HOME NODES EDGES} imports
 * tables as neo4j-admin does, {@code HOME SCRIPT} runs a script twice, since running it again must change nothing.
 */
public final class Neo4j {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    public static void main(String[] groups) throws Exception {
        for (String group : groups) {
            String[] words = group.split(",");
            Path home = Files.createDirectories(Path.of(words[0]));
            say("home", home.getFileName());
            if (words.length == 3) {
                imported(home, words[1], words[2]);
            }
            DatabaseManagementService service = new DatabaseManagementServiceBuilder(home)
                .setConfig(GraphDatabaseSettings.pagecache_memory, 16L << 20)
                .build();
            try {
                GraphDatabaseService database = service.database("neo4j");
                for (int turn = 0; turn < 2 && words.length == 2; turn++) {
                    run(database, Files.readString(Path.of(words[1])));
                }
                told(database);
            } finally {
                service.shutdown();
            }
        }
        System.exit(0);
    }

    private static void imported(Path home, String nodes, String edges) {
        Path settings = Files.exists(home.resolve("conf")) ? home.resolve("conf") : home;
        CommandLine command = new CommandLine(new ImportCommand.Full(new ExecutionContext(home, settings)));
        int code = command.execute(
            "neo4j", "--nodes=" + nodes, "--relationships=" + edges, "--array-delimiter=U+001F", "--multiline-fields=true",
            "--report-file=" + home.resolve("report.txt"), "--max-off-heap-memory=256m");
        say("import", code);
    }

    private static void run(GraphDatabaseService database, String script) throws IOException {
        StatementParser.ParsedStatements parsed = new ShellStatementParser().parse(new StringReader(script)); // as cypher-shell
        say("statements", parsed.statements().size(), parsed.hasIncompleteStatement());
        for (StatementParser.ParsedStatement one : parsed.statements()) {
            database.executeTransactionally(one.statement());
        }
    }

    private static void told(GraphDatabaseService database) {
        try (Transaction transaction = database.beginTx()) {
            for (Node node : transaction.getAllNodes()) {
                List<String> labels = new ArrayList<>();
                node.getLabels().forEach((Label label) -> labels.add(label.name()));
                labels.sort(null);
                say("node", node.getProperty("id"), String.join(" ", labels));
                values(node);
            }
            for (Relationship edge : transaction.getAllRelationships()) {
                say("edge", edge.getProperty("id"), edge.getStartNode().getProperty("id"), edge.getType().name(), edge.getEndNode().getProperty("id"));
                values(edge);
            }
        }
    }

    private static void values(Entity entity) {
        Object id = entity.getProperty("id");
        entity.getAllProperties().forEach((name, value) -> {
            if (value instanceof Object[] several) {
                for (Object one : several) {
                    say("value", id, name, several.getClass().getSimpleName(), one);
                }
            } else {
                say("value", id, name, value.getClass().getSimpleName(), value);
            }
        });
    }

    private static void say(Object... words) {
        StringBuilder line = new StringBuilder();
        for (Object word : words) {
            String escaped = String.valueOf(word).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
            line.append(line.length() == 0 ? "" : "\t").append(escaped);
        }
        OUT.println(line);
    }
}
