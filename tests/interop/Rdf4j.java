// Asks Eclipse RDF4J: counts the quads of files, and answers queries over one file, as a manifest says.
import java.io.File;
import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.rdf4j.query.resultio.sparqljson.SPARQLResultsJSONWriter;
import org.eclipse.rdf4j.repository.sail.SailRepository;
import org.eclipse.rdf4j.sail.memory.MemoryStore;

public class Rdf4j {
  public static void main(String[] arguments) throws Exception {
    var folder = Path.of(arguments[1]);
    try (var data = new SailRepository(new MemoryStore()).getConnection()) {
      for (var line : Files.readAllLines(Path.of(arguments[0]))) {
        var parts = line.split("\t");
        switch (parts[0]) {
          case "count" -> System.out.println(parts[1] + "\t" + count(parts[2]));
          case "data" -> data.add(new File(parts[2]));
          default -> {
            try (var out = new FileOutputStream(folder.resolve(parts[1] + ".json").toFile())) {
              data.prepareTupleQuery(Files.readString(Path.of(parts[2]))).evaluate(new SPARQLResultsJSONWriter(out));
            } catch (Exception error) {
              System.out.println(parts[1] + "\t" + error);
            }
          }
        }
      }
    }
  }

  static long count(String path) throws Exception {
    try (var one = new SailRepository(new MemoryStore()).getConnection()) {
      one.add(new File(path));
      return one.size();
    }
  }
}
