package org.parvis.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;

/** Joins a request and its body, and answers a body over the limit in the words of the rest of the server. */
final class RequestAggregator extends HttpObjectAggregator {
    private final ReplyWriter writer;

    RequestAggregator(int maxBodyBytes, ReplyWriter writer) {
        super(maxBodyBytes, true);
        this.writer = writer;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        writer.writeLast(ctx, RequestCheck.tooLargeBody());
    }
}
