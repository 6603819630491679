package org.parvis.server.app.data;

import java.util.concurrent.Callable;
import org.parvis.server.app.config.DatabaseOptions;
import org.parvis.server.identity.login.Logins;
import org.parvis.server.identity.staff.AuditDetail;
import org.parvis.server.store.DbTime;
import org.parvis.server.store.Store;
import org.parvis.server.store.audit.AuditLog;
import org.parvis.server.store.audit.AuditRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code data end-logins}: signs everybody out. */
@Command(
        name = "end-logins",
        mixinStandardHelpOptions = true,
        description = {
            "Ends every login of everybody: refresh and access tokens are good for nothing from then on.",
            "The server may be running; live sessions end within two seconds. Recovery codes, device keys",
            "and providers still sign people in; guests without any of them are nobody afterwards."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:ended", " 2:something to mend first; nothing was ended"})
final class EndLoginsCommand implements Callable<Integer> {
    @Mixin
    private final DatabaseOptions options = new DatabaseOptions();

    @Option(names = "--reason", paramLabel = "<text>", description = "for the audit log")
    private String reason = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        return DataTask.run(spec, out -> {
            try (Store store = DataTask.open(options.read().store())) {
                int ended = store.write(db -> {
                            int logins = Logins.endEverybodys(db, DbTime.nowMs(db));
                            String detail = AuditDetail.of("ended", logins);
                            AuditLog.append(db, new AuditRecord("operator", "logins.ended", "server", reason, detail));
                            return logins;
                        })
                        .join();
                out.println(ended + " logins ended");
                out.flush();
                return DataTask.OK;
            }
        });
    }
}
