/**
 * The calls of a service, as its OpenAPI document has them.
 *
 * Written by `nx run <service>:openapi`. Do not edit: a test holds it against the document.
 */

export interface paths {
    "/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List orders, newest first
         * @description A new order may take a moment to appear. Each parameter may occur once; unknown parameters are ignored.
         */
        get: operations["listOrders"];
        put?: never;
        /** Place an order */
        post: operations["placeOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an order */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        PlaceOrder: {
            /** @description The name of the customer: 1 to 200 characters (code points), not counting surrounding white space, which is removed. Unpaired surrogates and U+FFFD, which replaces bytes that are not UTF-8, are not allowed. */
            fullName: string;
            /** @enum {string} */
            beverage: "tea" | "coffee" | "water";
        };
        PlacedOrder: {
            /** @constant */
            message: "successfully placed order!";
            order: {
                orderId: string;
                orderDate: string;
                createdAt: string;
                fullName: string;
                beverage: string;
            };
        };
        OrderList: {
            orders: {
                orderId: string;
                orderDate: string;
                createdAt: string;
                fullName: string;
                beverage: string;
            }[];
            /** @description Requests the next page; absent on the last page. */
            nextToken?: string;
        };
        Order: {
            orderId: string;
            orderDate: string;
            createdAt: string;
            fullName: string;
            beverage: string;
        };
        Problem: {
            /**
             * @description Identifies the kind of problem, one for each code.
             * @enum {string}
             */
            type: "urn:problem-type:orders:request-malformed" | "urn:problem-type:orders:request-malformed-json" | "urn:problem-type:orders:request-invalid-body" | "urn:problem-type:orders:request-invalid-parameter" | "urn:problem-type:orders:request-invalid-cursor" | "urn:problem-type:orders:access-denied" | "urn:problem-type:orders:route-not-found" | "urn:problem-type:orders:order-not-found" | "urn:problem-type:orders:route-method-not-allowed" | "urn:problem-type:orders:request-unsupported-media-type" | "urn:problem-type:orders:order-idempotency-key-reused" | "urn:problem-type:orders:request-throttled" | "urn:problem-type:orders:service-internal-error" | "urn:problem-type:orders:service-invalid-answer" | "urn:problem-type:orders:service-unavailable" | "urn:problem-type:orders:service-timeout";
            /** @description The kind of problem, for people. */
            title: string;
            /** @description The HTTP status. */
            status: number;
            /**
             * @description The kind of problem, for programs: the meaning of a code never changes.
             * @enum {string}
             */
            code: "REQUEST.MALFORMED" | "REQUEST.MALFORMED_JSON" | "REQUEST.INVALID_BODY" | "REQUEST.INVALID_PARAMETER" | "REQUEST.INVALID_CURSOR" | "ACCESS.DENIED" | "ROUTE.NOT_FOUND" | "ORDER.NOT_FOUND" | "ROUTE.METHOD_NOT_ALLOWED" | "REQUEST.UNSUPPORTED_MEDIA_TYPE" | "ORDER.IDEMPOTENCY_KEY_REUSED" | "REQUEST.THROTTLED" | "SERVICE.INTERNAL_ERROR" | "SERVICE.INVALID_ANSWER" | "SERVICE.UNAVAILABLE" | "SERVICE.TIMEOUT";
            /** @description What is wrong with this request, for people. */
            detail: string;
            /** @description Identifies this request in the logs. */
            requestId?: string;
        };
        GatewayMessage: {
            /** @description What is wrong with this request, for people. */
            message: string;
        };
    };
    responses: {
        /** @description The request cannot be read (`REQUEST.MALFORMED`). */
        RequestMalformed: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "urn:problem-type:orders:request-malformed";
                    /** @enum {unknown} */
                    status?: 400;
                    /** @enum {unknown} */
                    code?: "REQUEST.MALFORMED";
                };
            };
        };
        /** @description Access is denied (`ACCESS.DENIED`). */
        AccessDenied: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "urn:problem-type:orders:access-denied";
                    /** @enum {unknown} */
                    status?: 403;
                    /** @enum {unknown} */
                    code?: "ACCESS.DENIED";
                };
            };
        };
        /** @description The order does not exist (`ORDER.NOT_FOUND`). */
        OrderNotFound: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "urn:problem-type:orders:order-not-found";
                    /** @enum {unknown} */
                    status?: 404;
                    /** @enum {unknown} */
                    code?: "ORDER.NOT_FOUND";
                };
            };
        };
        /** @description The request body must be JSON (`REQUEST.UNSUPPORTED_MEDIA_TYPE`). */
        RequestUnsupportedMediaType: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "urn:problem-type:orders:request-unsupported-media-type";
                    /** @enum {unknown} */
                    status?: 415;
                    /** @enum {unknown} */
                    code?: "REQUEST.UNSUPPORTED_MEDIA_TYPE";
                };
            };
        };
        /** @description The Idempotency-Key was used before (`ORDER.IDEMPOTENCY_KEY_REUSED`). */
        OrderIdempotencyKeyReused: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "urn:problem-type:orders:order-idempotency-key-reused";
                    /** @enum {unknown} */
                    status?: 422;
                    /** @enum {unknown} */
                    code?: "ORDER.IDEMPOTENCY_KEY_REUSED";
                };
            };
        };
        /** @description There are too many requests (`REQUEST.THROTTLED`). */
        RequestThrottled: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "urn:problem-type:orders:request-throttled";
                    /** @enum {unknown} */
                    status?: 429;
                    /** @enum {unknown} */
                    code?: "REQUEST.THROTTLED";
                };
            };
        };
        /** @description The service failed (`SERVICE.INTERNAL_ERROR`). */
        ServiceInternalError: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "urn:problem-type:orders:service-internal-error";
                    /** @enum {unknown} */
                    status?: 500;
                    /** @enum {unknown} */
                    code?: "SERVICE.INTERNAL_ERROR";
                };
            };
        };
        /** @description The service returned an invalid response (`SERVICE.INVALID_ANSWER`). */
        ServiceInvalidAnswer: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "urn:problem-type:orders:service-invalid-answer";
                    /** @enum {unknown} */
                    status?: 502;
                    /** @enum {unknown} */
                    code?: "SERVICE.INVALID_ANSWER";
                };
            };
        };
        /** @description The service is unavailable (`SERVICE.UNAVAILABLE`). */
        ServiceUnavailable: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["CacheControl"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "urn:problem-type:orders:service-unavailable";
                    /** @enum {unknown} */
                    status?: 503;
                    /** @enum {unknown} */
                    code?: "SERVICE.UNAVAILABLE";
                };
            };
        };
        /** @description The service did not answer in time (`SERVICE.TIMEOUT`). */
        ServiceTimeout: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "urn:problem-type:orders:service-timeout";
                    /** @enum {unknown} */
                    status?: 504;
                    /** @enum {unknown} */
                    code?: "SERVICE.TIMEOUT";
                };
            };
        };
        /** @description The request body is larger than 10 MB. */
        GatewayTooLarge: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GatewayMessage"];
            };
        };
        /** @description The path is too long. */
        GatewayUriTooLong: {
            headers: {
                "x-amzn-RequestId": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GatewayMessage"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /**
         * @description Identifies this request in the logs.
         * @example 0b6e12ab-5f0c-4a7e-9d0c-3f5f5b1f6a11
         */
        RequestId: string;
        /**
         * @description Caches must not store the response.
         * @example no-store
         */
        CacheControl: "no-store";
        /**
         * @description Seconds to wait before a retry.
         * @example 1
         */
        RetryAfter: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listOrders: {
        parameters: {
            query?: {
                /**
                 * @description Only orders of this day (UTC).
                 * @example 2026-11-22
                 */
                orderDate?: string;
                /**
                 * @description The maximum number of orders to return.
                 * @example 10
                 */
                limit?: number;
                /**
                 * @description The unmodified nextToken of the previous page, with the same orderDate. It is valid for the table that the page was read from, and refused with `REQUEST.INVALID_CURSOR` for any other.
                 * @example eyJ2IjoyLCJhZnRlciI6IjIwMjYtMTEtMjJUMTI6MDA6MDAuMDAwWiNjOGYxMmNhMTRkYzU2YzlkZTEwM2U3YjAzYjA5Mzg3NiIsImNoZWNrIjoiMWRkNDdjNzM5ZGYxYzVkZSJ9
                 */
                nextToken?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of orders. */
            200: {
                headers: {
                    "x-amzn-RequestId": components["headers"]["RequestId"];
                    "Cache-Control": components["headers"]["CacheControl"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderList"];
                };
            };
            /** @description A request parameter is not valid (`REQUEST.INVALID_PARAMETER`). The nextToken is not valid (`REQUEST.INVALID_CURSOR`). The request cannot be read (`REQUEST.MALFORMED`). */
            400: {
                headers: {
                    "x-amzn-RequestId": components["headers"]["RequestId"];
                    "Cache-Control": components["headers"]["CacheControl"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        type?: "urn:problem-type:orders:request-invalid-parameter" | "urn:problem-type:orders:request-invalid-cursor" | "urn:problem-type:orders:request-malformed";
                        /** @enum {unknown} */
                        status?: 400;
                        /** @enum {unknown} */
                        code?: "REQUEST.INVALID_PARAMETER" | "REQUEST.INVALID_CURSOR" | "REQUEST.MALFORMED";
                    };
                };
            };
            403: components["responses"]["AccessDenied"];
            413: components["responses"]["GatewayTooLarge"];
            414: components["responses"]["GatewayUriTooLong"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["ServiceInternalError"];
            502: components["responses"]["ServiceInvalidAnswer"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["ServiceTimeout"];
        };
    };
    placeOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe: the same key with the same body returns the first order again. Without a key, a retry may place a second order.
                 * @example 9d8f6f0e-3f0c-4c5f-8f43-5f7ab1a0d1c2
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaceOrder"];
            };
        };
        responses: {
            /** @description The order is placed, or was placed before under the same Idempotency-Key. */
            201: {
                headers: {
                    "x-amzn-RequestId": components["headers"]["RequestId"];
                    "Cache-Control": components["headers"]["CacheControl"];
                    /**
                     * @description The order's path.
                     * @example /v1/orders/c8f12ca14dc56c9de103e7b03b093876
                     */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlacedOrder"];
                };
            };
            /** @description The request body is not JSON (`REQUEST.MALFORMED_JSON`). The request body is not valid (`REQUEST.INVALID_BODY`). A request parameter is not valid (`REQUEST.INVALID_PARAMETER`). The request cannot be read (`REQUEST.MALFORMED`). */
            400: {
                headers: {
                    "x-amzn-RequestId": components["headers"]["RequestId"];
                    "Cache-Control": components["headers"]["CacheControl"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        type?: "urn:problem-type:orders:request-malformed-json" | "urn:problem-type:orders:request-invalid-body" | "urn:problem-type:orders:request-invalid-parameter" | "urn:problem-type:orders:request-malformed";
                        /** @enum {unknown} */
                        status?: 400;
                        /** @enum {unknown} */
                        code?: "REQUEST.MALFORMED_JSON" | "REQUEST.INVALID_BODY" | "REQUEST.INVALID_PARAMETER" | "REQUEST.MALFORMED";
                    };
                };
            };
            403: components["responses"]["AccessDenied"];
            413: components["responses"]["GatewayTooLarge"];
            414: components["responses"]["GatewayUriTooLong"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            422: components["responses"]["OrderIdempotencyKeyReused"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["ServiceInternalError"];
            502: components["responses"]["ServiceInvalidAnswer"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["ServiceTimeout"];
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description An invalid ID gets the same response as an unknown one: 404 `ORDER.NOT_FOUND`.
                 * @example c8f12ca14dc56c9de103e7b03b093876
                 */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order. */
            200: {
                headers: {
                    "x-amzn-RequestId": components["headers"]["RequestId"];
                    "Cache-Control": components["headers"]["CacheControl"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            400: components["responses"]["RequestMalformed"];
            403: components["responses"]["AccessDenied"];
            404: components["responses"]["OrderNotFound"];
            413: components["responses"]["GatewayTooLarge"];
            414: components["responses"]["GatewayUriTooLong"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["ServiceInternalError"];
            502: components["responses"]["ServiceInvalidAnswer"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["ServiceTimeout"];
        };
    };
}
