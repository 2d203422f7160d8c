// Asks Apache Jena (ARQ): counts the quads of files, and answers queries over one file, as a manifest says.
import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.jena.query.DatasetFactory;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.query.Syntax;
import org.apache.jena.riot.RDFDataMgr;

public class Jena {
  public static void main(String[] arguments) throws Exception {
    var folder = Path.of(arguments[1]);
    var data = DatasetFactory.create();
    for (var line : Files.readAllLines(Path.of(arguments[0]))) {
      var parts = line.split("\t");
      switch (parts[0]) {
        case "count" -> System.out.println(parts[1] + "\t" + count(parts[2]));
        case "data" -> RDFDataMgr.read(data, parts[2]);
        default -> {
          var query = QueryFactory.create(Files.readString(Path.of(parts[2])), Syntax.syntaxSPARQL_11);
          try (var run = QueryExecutionFactory.create(query, data);
              var out = new FileOutputStream(folder.resolve(parts[1] + ".json").toFile())) {
            ResultSetFormatter.outputAsJSON(out, run.execSelect());
          } catch (Exception error) {
            System.out.println(parts[1] + "\t" + error);
          }
        }
      }
    }
  }

  static long count(String path) {
    var dataset = DatasetFactory.create();
    RDFDataMgr.read(dataset, path);
    var size = dataset.getDefaultModel().size();
    for (var names = dataset.listNames(); names.hasNext(); ) size += dataset.getNamedModel(names.next()).size();
    return size;
  }
}
