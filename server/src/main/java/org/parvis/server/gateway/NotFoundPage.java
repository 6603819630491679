package org.parvis.server.gateway;

import io.netty.handler.codec.http.HttpResponseStatus;
import org.parvis.server.http.HttpCall;
import org.parvis.server.http.HttpReply;
import org.parvis.server.http.Problem;

/** A 404 in the words of whoever asked: a page for people, JSON for programs. */
final class NotFoundPage {
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Nothing here · Parvis</title>
            </head>
            <body>
            <main>
            <h1>There is nothing at this address</h1>
            <p>The link may be mistyped or old. <a href="/">Go to the venue</a>.</p>
            <p lang="zh-Hant">這個網址沒有內容，連結可能打錯或已過期。<a href="/">前往會場</a></p>
            <p lang="ja">このアドレスには何もありません。<a href="/">会場へ</a></p>
            </main>
            </body>
            </html>
            """;

    private NotFoundPage() {}

    static HttpReply reply(HttpCall call) {
        return call.wantsPage()
                ? HttpReply.text(HttpResponseStatus.NOT_FOUND, "text/html; charset=utf-8", PAGE)
                : Problem.notFound();
    }
}
