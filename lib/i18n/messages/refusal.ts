import { defineMessages } from '../define-messages';

/** What a refusal of Mercado Pago means, and what to do; one pair per reason of `lib/domain/refusal`. */
export const refusal = defineMessages({
  es: {
    raw: 'Lo que respondió Mercado Pago',
    copy: 'Copiar los datos para soporte',
    copied: 'Copiados',
    reason: {
      posNotFound: {
        what: 'Mercado Pago no encuentra esta caja.',
        next: 'Le falta un código propio, o cambió allí. Abrirla en «Cajas», ver su código, y leer de nuevo los locales.',
      },
      wrongStore: {
        what: 'La caja y el local no van juntos.',
        next: 'El local no existe en Mercado Pago, no tiene código propio, o la caja es de otro. Leer de nuevo los locales y elegir el correcto.',
      },
      usersMixed: {
        what: 'Se mezclan una cuenta de prueba y una real.',
        next: 'Quien cobra, quien paga y el integrador tienen que ser todos de prueba o todos reales, y del mismo país.',
      },
      amountTooSmall: {
        what: 'El importe es menor que el mínimo de Mercado Pago.',
        next: 'Cobrar un importe mayor, o de otra manera.',
      },
      amountInvalid: {
        what: 'Mercado Pago no acepta este importe.',
        next: 'Revisar precios y cantidades: mayores que cero, sin más decimales que la moneda.',
      },
      tokenRefused: {
        what: 'Mercado Pago no acepta el acceso de esta cuenta.',
        next: 'El token venció, se cambió o se revocó. Quien es titular lo conecta de nuevo en «Configuración → Mercado Pago».',
      },
      otherAccount: {
        what: 'Es de otra cuenta de Mercado Pago.',
        next: 'El token conectado no es de la cuenta que tiene esta caja u orden. Revisar qué cuenta está conectada.',
      },
      notAllowed: {
        what: 'La cuenta no tiene permiso para esto.',
        next: 'Revisar en Mercado Pago los permisos de la aplicación y que las credenciales de producción estén activadas.',
      },
      tooMany: {
        what: 'Mercado Pago pide ir más despacio.',
        next: 'Esperar unos segundos y probar de nuevo. No se hizo nada.',
      },
      referenceInvalid: {
        what: 'Mercado Pago no acepta la referencia.',
        next: 'Usar hasta 64 letras sin acento, números, guion y guion bajo, y que no se repita.',
      },
      sponsor: {
        what: 'El integrador indicado no sirve para esta cuenta.',
        next: 'Tiene que ser otra cuenta, activa, del mismo país, y de prueba si la cuenta es de prueba. O no indicar ninguno.',
      },
      items: {
        what: 'Mercado Pago no acepta algún producto de la orden.',
        next: 'Revisar título, cantidad y unidad de cada uno.',
      },
      currency: {
        what: 'La moneda no es la de la cuenta.',
        next: 'Cobrar en la moneda del país de la cuenta conectada.',
      },
      empty: { what: 'La orden no tiene nada que cobrar.', next: 'Agregar al menos un producto o un importe.' },
      expiration: {
        what: 'Mercado Pago no acepta el vencimiento.',
        next: 'Revisar la hora del servidor y cobrar de nuevo.',
      },
      notificationUrl: {
        what: 'Mercado Pago no acepta la dirección de avisos.',
        next: 'Quien opera el servidor tiene que poner una dirección pública con https en APP_URL.',
      },
      cashOut: { what: 'Mercado Pago no acepta el retiro de efectivo.', next: 'Revisar el importe del retiro.' },
      agreement: {
        what: 'La cuenta no está habilitada para esto.',
        next: 'Hace falta un acuerdo comercial con Mercado Pago. Pedirlo allí.',
      },
      siteNotSupported: {
        what: 'Esta forma de cobrar no existe en el país de la cuenta.',
        next: 'Cambiar en la caja la forma de cobrar a la API anterior.',
      },
      ourRequest: {
        what: 'Mercado Pago no entendió lo que este programa le pidió.',
        next: 'No es algo que se corrija en la caja. Copiar los datos para soporte y avisar a quien mantiene Mostrador.',
      },
      repeated: {
        what: 'La misma operación ya se había pedido con otros datos.',
        next: 'Mirar cómo quedó la orden antes de pedirla de nuevo.',
      },
      marketplace: {
        what: 'La comisión de la aplicación no se puede cobrar con este acceso.',
        next: 'Conectar la cuenta con autorización (OAuth), o quitar la comisión.',
      },
      discounts: { what: 'El descuento no se puede combinar con cuotas.', next: 'Quitar el descuento o las cuotas.' },
      slotEmpty: {
        what: 'En el QR de la caja no hay ninguna orden.',
        next: 'Venció, se retiró o ya se pagó. Consultar la orden antes de cobrar de nuevo.',
      },
      underWay: {
        what: 'Mercado Pago está ocupado con esta misma operación.',
        next: 'Hay un pago o una devolución en curso. Esperar un momento y mirar de nuevo; no repetir.',
      },
      theirFault: {
        what: 'Falló Mercado Pago.',
        next: 'Esperar un momento y probar de nuevo. Si sigue, mirar el estado de Mercado Pago.',
      },
      notFound: {
        what: 'Mercado Pago no tiene lo que se le pidió.',
        next: 'Puede ser de otra cuenta, muy viejo o muy reciente. Mirar de nuevo en un minuto.',
      },
      refundTooLate: {
        what: 'Pasó el plazo para devolver este pago.',
        next: 'Son 180 días, 90 en Perú. Devolver el dinero de otra manera y anotarlo.',
      },
      onlyTotalRefund: {
        what: 'Este pago sólo se puede devolver entero.',
        next: 'Devolver el total, y cobrar de nuevo lo que corresponda.',
      },
      refundTooLarge: {
        what: 'Es más de lo que queda por devolver.',
        next: 'Ver lo que queda en la orden y pedir eso o menos.',
      },
      refundNotPossible: {
        what: 'Este pago no se puede devolver ahora.',
        next: 'Puede estar devuelto, en disputa o sin saldo en la cuenta. Mirarlo en Mercado Pago.',
      },
      alreadyRefunded: { what: 'Ya estaba devuelto.', next: 'No hay nada más que devolver de este pago.' },
      name: { what: 'Mercado Pago no acepta el nombre.', next: 'Usar un nombre de hasta 44 letras.' },
      address: {
        what: 'Mercado Pago no acepta la dirección del local.',
        next: 'Revisar calle, número y código postal.',
      },
      city: {
        what: 'Mercado Pago no conoce esa ciudad en esa provincia.',
        next: 'Elegir la ciudad y la provincia como aparecen en su lista.',
      },
      coordinates: {
        what: 'El lugar en el mapa no está en el país de la cuenta.',
        next: 'Revisar latitud y longitud, con su signo.',
      },
      hours: {
        what: 'Mercado Pago no acepta los horarios.',
        next: 'Revisar que cada día tenga apertura y cierre, y no más de cuatro turnos.',
      },
      externalIdTaken: {
        what: 'Ya hay un local o una caja con ese código en la cuenta.',
        next: 'Elegir otro código, o leer de nuevo los locales para usar el que existe.',
      },
      externalIdInvalid: {
        what: 'Mercado Pago no acepta ese código.',
        next: 'Usar sólo letras sin acento y números, hasta 39.',
      },
      category: {
        what: 'Mercado Pago no conoce ese rubro en este país.',
        next: 'Dejar el rubro vacío o elegir uno de la lista del país.',
      },
      fixedAmount: {
        what: 'La caja deja que el cliente escriba el importe.',
        next: 'Para cobrar desde aquí tiene que esperar una orden: activar el importe fijo en la caja.',
      },
      posUrl: {
        what: 'Mercado Pago no acepta la dirección de la caja.',
        next: 'Quien opera el servidor tiene que poner en APP_URL una dirección pública con https de menos de 300 letras.',
      },
      posUrlNotAllowed: {
        what: 'Mercado Pago todavía no permite llamar a este servidor.',
        next: 'Pedir a Mercado Pago que habilite el dominio para cajas sin atención, y probar de nuevo.',
      },
      application: {
        what: 'Los datos de la aplicación no son correctos.',
        next: 'Quien opera el servidor revisa MERCADOPAGO_CLIENT_ID y MERCADOPAGO_CLIENT_SECRET.',
      },
      consent: {
        what: 'La autorización de la cuenta ya no vale.',
        next: 'Conectar la cuenta de nuevo: el permiso venció, se usó o se quitó.',
      },
      noAnswer: {
        what: 'Mercado Pago no respondió a tiempo.',
        next: 'Puede haberse hecho o no. No repetir: seguimos mirando y la orden dirá cómo quedó.',
      },
      unreadable: {
        what: 'Respondió algo que no es de Mercado Pago.',
        next: 'Suele ser un proxy o una dirección mal puesta. Quien opera el servidor revisa MERCADOPAGO_API_URL y la salida a internet.',
      },
      notSent: { what: 'No se llegó a pedir a Mercado Pago.', next: 'No se hizo nada. Probar de nuevo.' },
      notDone: { what: 'Mercado Pago no lo hizo.', next: 'Se miró después y no estaba. Se puede pedir de nuevo.' },
      unknown: {
        what: 'Mercado Pago dijo que no, con un código que no conocemos.',
        next: 'Abajo está lo que respondió. Copiar los datos para soporte y preguntar a Mercado Pago.',
      },
    },
  },
  pt: {
    raw: 'O que o Mercado Pago respondeu',
    copy: 'Copiar os dados para o suporte',
    copied: 'Já copiados',
    reason: {
      posNotFound: {
        what: 'O Mercado Pago não encontra este caixa.',
        next: 'Falta um código próprio, ou ele mudou lá. Abrir em «Caixas», conferir o código e ler as lojas de novo.',
      },
      wrongStore: {
        what: 'O caixa e a loja não combinam.',
        next: 'A loja não existe no Mercado Pago, não tem código próprio, ou o caixa é de outra. Ler as lojas de novo e escolher a certa.',
      },
      usersMixed: {
        what: 'Uma conta de teste e uma real estão misturadas.',
        next: 'Quem cobra, quem paga e o integrador precisam ser todos de teste ou todos reais, e do mesmo país.',
      },
      amountTooSmall: {
        what: 'O valor é menor que o mínimo do Mercado Pago.',
        next: 'Cobrar um valor maior, ou de outra forma.',
      },
      amountInvalid: {
        what: 'O Mercado Pago não aceita este valor.',
        next: 'Conferir preços e quantidades: maiores que zero, sem mais casas decimais que a moeda.',
      },
      tokenRefused: {
        what: 'O Mercado Pago não aceita o acesso desta conta.',
        next: 'O token venceu, foi trocado ou revogado. Quem é titular conecta de novo em «Configurações → Mercado Pago».',
      },
      otherAccount: {
        what: 'É de outra conta do Mercado Pago.',
        next: 'O token conectado não é da conta que tem este caixa ou pedido. Conferir qual conta está conectada.',
      },
      notAllowed: {
        what: 'A conta não tem permissão para isso.',
        next: 'Conferir no Mercado Pago as permissões da aplicação e se as credenciais de produção estão ativadas.',
      },
      tooMany: {
        what: 'O Mercado Pago pede para ir mais devagar.',
        next: 'Esperar alguns segundos e tentar de novo. Nada foi feito.',
      },
      referenceInvalid: {
        what: 'O Mercado Pago não aceita a referência.',
        next: 'Usar até 64 letras sem acento, números, hífen e sublinhado, sem repetir.',
      },
      sponsor: {
        what: 'O integrador indicado não serve para esta conta.',
        next: 'Precisa ser outra conta, ativa, do mesmo país, e de teste se a conta é de teste. Ou não indicar nenhum.',
      },
      items: {
        what: 'O Mercado Pago não aceita algum produto do pedido.',
        next: 'Conferir título, quantidade e unidade de cada um.',
      },
      currency: { what: 'A moeda não é a da conta.', next: 'Cobrar na moeda do país da conta conectada.' },
      empty: { what: 'O pedido não tem nada para cobrar.', next: 'Adicionar pelo menos um produto ou um valor.' },
      expiration: {
        what: 'O Mercado Pago não aceita o vencimento.',
        next: 'Conferir a hora do servidor e cobrar de novo.',
      },
      notificationUrl: {
        what: 'O Mercado Pago não aceita o endereço de avisos.',
        next: 'Quem opera o servidor precisa colocar um endereço público com https em APP_URL.',
      },
      cashOut: { what: 'O Mercado Pago não aceita o saque.', next: 'Conferir o valor do saque.' },
      agreement: {
        what: 'A conta não está habilitada para isso.',
        next: 'É preciso um acordo comercial com o Mercado Pago. Pedir lá.',
      },
      siteNotSupported: {
        what: 'Esta forma de cobrar não existe no país da conta.',
        next: 'Trocar no caixa a forma de cobrar para a API anterior.',
      },
      ourRequest: {
        what: 'O Mercado Pago não entendeu o que este programa pediu.',
        next: 'Não é algo que se corrija no caixa. Copiar os dados para o suporte e avisar quem mantém o Mostrador.',
      },
      repeated: {
        what: 'A mesma operação já tinha sido pedida com outros dados.',
        next: 'Ver como ficou o pedido antes de pedir de novo.',
      },
      marketplace: {
        what: 'A comissão da aplicação não pode ser cobrada com este acesso.',
        next: 'Conectar a conta com autorização (OAuth), ou tirar a comissão.',
      },
      discounts: { what: 'O desconto não combina com parcelas.', next: 'Tirar o desconto ou as parcelas.' },
      slotEmpty: {
        what: 'No QR do caixa não há nenhum pedido.',
        next: 'Venceu, foi retirado ou já foi pago. Consultar o pedido antes de cobrar de novo.',
      },
      underWay: {
        what: 'O Mercado Pago está ocupado com esta mesma operação.',
        next: 'Há um pagamento ou uma devolução em andamento. Esperar um momento e olhar de novo; não repetir.',
      },
      theirFault: {
        what: 'O Mercado Pago falhou.',
        next: 'Esperar um momento e tentar de novo. Se continuar, conferir o estado do Mercado Pago.',
      },
      notFound: {
        what: 'O Mercado Pago não tem o que foi pedido.',
        next: 'Pode ser de outra conta, antigo demais ou recente demais. Olhar de novo em um minuto.',
      },
      refundTooLate: {
        what: 'Passou o prazo para devolver este pagamento.',
        next: 'São 180 dias, 90 no Peru. Devolver o dinheiro de outra forma e anotar.',
      },
      onlyTotalRefund: {
        what: 'Este pagamento só pode ser devolvido inteiro.',
        next: 'Devolver o total e cobrar de novo o que for devido.',
      },
      refundTooLarge: {
        what: 'É mais do que resta para devolver.',
        next: 'Ver o que resta no pedido e pedir isso ou menos.',
      },
      refundNotPossible: {
        what: 'Este pagamento não pode ser devolvido agora.',
        next: 'Pode estar devolvido, em disputa ou sem saldo na conta. Conferir no Mercado Pago.',
      },
      alreadyRefunded: { what: 'Já estava devolvido.', next: 'Não há mais nada para devolver deste pagamento.' },
      name: { what: 'O Mercado Pago não aceita o nome.', next: 'Usar um nome de até 44 letras.' },
      address: { what: 'O Mercado Pago não aceita o endereço da loja.', next: 'Conferir rua, número e CEP.' },
      city: {
        what: 'O Mercado Pago não conhece essa cidade nesse estado.',
        next: 'Escolher a cidade e o estado como aparecem na lista dele.',
      },
      coordinates: {
        what: 'O lugar no mapa não está no país da conta.',
        next: 'Conferir latitude e longitude, com o sinal.',
      },
      hours: {
        what: 'O Mercado Pago não aceita os horários.',
        next: 'Conferir se cada dia tem abertura e fechamento, e não mais de quatro turnos.',
      },
      externalIdTaken: {
        what: 'Já existe uma loja ou um caixa com esse código na conta.',
        next: 'Escolher outro código, ou ler as lojas de novo para usar o que existe.',
      },
      externalIdInvalid: {
        what: 'O Mercado Pago não aceita esse código.',
        next: 'Usar só letras sem acento e números, até 39.',
      },
      category: {
        what: 'O Mercado Pago não conhece essa categoria neste país.',
        next: 'Deixar a categoria vazia ou escolher uma da lista do país.',
      },
      fixedAmount: {
        what: 'O caixa deixa o cliente digitar o valor.',
        next: 'Para cobrar daqui ele precisa esperar um pedido: ativar o valor fixo no caixa.',
      },
      posUrl: {
        what: 'O Mercado Pago não aceita o endereço do caixa.',
        next: 'Quem opera o servidor precisa colocar em APP_URL um endereço público com https de menos de 300 letras.',
      },
      posUrlNotAllowed: {
        what: 'O Mercado Pago ainda não permite chamar este servidor.',
        next: 'Pedir ao Mercado Pago que libere o domínio para caixas sem atendimento e tentar de novo.',
      },
      application: {
        what: 'Os dados da aplicação não estão certos.',
        next: 'Quem opera o servidor confere MERCADOPAGO_CLIENT_ID e MERCADOPAGO_CLIENT_SECRET.',
      },
      consent: {
        what: 'A autorização da conta não vale mais.',
        next: 'Conectar a conta de novo: a permissão venceu, foi usada ou retirada.',
      },
      noAnswer: {
        what: 'O Mercado Pago não respondeu a tempo.',
        next: 'Pode ter sido feito ou não. Não repetir: continuamos olhando e o pedido dirá como ficou.',
      },
      unreadable: {
        what: 'Respondeu algo que não é do Mercado Pago.',
        next: 'Costuma ser um proxy ou um endereço errado. Quem opera o servidor confere MERCADOPAGO_API_URL e a saída para a internet.',
      },
      notSent: { what: 'Não chegou a ser pedido ao Mercado Pago.', next: 'Nada foi feito. Tentar de novo.' },
      notDone: { what: 'O Mercado Pago não fez.', next: 'Olhamos depois e não estava lá. Pode ser pedido de novo.' },
      unknown: {
        what: 'O Mercado Pago disse que não, com um código que não conhecemos.',
        next: 'Abaixo está o que respondeu. Copiar os dados para o suporte e perguntar ao Mercado Pago.',
      },
    },
  },
  en: {
    raw: 'What Mercado Pago answered',
    copy: 'Copy the data for support',
    copied: 'Copied',
    reason: {
      posNotFound: {
        what: 'Mercado Pago does not find this till.',
        next: 'It has no code of its own, or that changed over there. Open it under Tills, look at its code, and read the stores again.',
      },
      wrongStore: {
        what: 'The till and the store do not belong together.',
        next: 'The store does not exist at Mercado Pago, has no code of its own, or the till is another store’s. Read the stores again and choose the right one.',
      },
      usersMixed: {
        what: 'A test account and a real one are mixed.',
        next: 'Whoever charges, whoever pays and the integrator must all be test users or all real ones, of the same country.',
      },
      amountTooSmall: {
        what: 'The amount is below Mercado Pago’s minimum.',
        next: 'Charge a larger amount, or in another way.',
      },
      amountInvalid: {
        what: 'Mercado Pago does not accept this amount.',
        next: 'Check prices and quantities: above zero, with no more decimals than the currency has.',
      },
      tokenRefused: {
        what: 'Mercado Pago does not accept this account’s access.',
        next: 'The token expired, was changed or revoked. The owner connects it again under Settings → Mercado Pago.',
      },
      otherAccount: {
        what: 'It belongs to another Mercado Pago account.',
        next: 'The connected token is not of the account that has this till or order. Check which account is connected.',
      },
      notAllowed: {
        what: 'The account may not do this.',
        next: 'Check at Mercado Pago what the application may do and that its production credentials are activated.',
      },
      tooMany: { what: 'Mercado Pago asks to slow down.', next: 'Wait a few seconds and try again. Nothing was done.' },
      referenceInvalid: {
        what: 'Mercado Pago does not accept the reference.',
        next: 'Use up to 64 unaccented letters, digits, hyphens and underscores, and none twice.',
      },
      sponsor: {
        what: 'The integrator given does not suit this account.',
        next: 'It has to be another account, active, of the same country, and a test user if the account is one. Or give none.',
      },
      items: {
        what: 'Mercado Pago does not accept an item of the order.',
        next: 'Check the title, quantity and unit of each.',
      },
      currency: {
        what: 'The currency is not the account’s.',
        next: 'Charge in the currency of the connected account’s country.',
      },
      empty: { what: 'There is nothing to charge in the order.', next: 'Add at least one item or an amount.' },
      expiration: {
        what: 'Mercado Pago does not accept the expiry.',
        next: 'Check the server’s clock and charge again.',
      },
      notificationUrl: {
        what: 'Mercado Pago does not accept the notification address.',
        next: 'Whoever runs the server has to set a public https address in APP_URL.',
      },
      cashOut: {
        what: 'Mercado Pago does not accept the cash withdrawal.',
        next: 'Check the amount of the withdrawal.',
      },
      agreement: {
        what: 'The account is not enabled for this.',
        next: 'It takes a commercial agreement with Mercado Pago. Ask them for it.',
      },
      siteNotSupported: {
        what: 'This way of charging does not exist in the account’s country.',
        next: 'Switch the till to the earlier API.',
      },
      ourRequest: {
        what: 'Mercado Pago did not understand what this program asked.',
        next: 'It cannot be put right at the till. Copy the data for support and tell whoever maintains Mostrador.',
      },
      repeated: {
        what: 'The same operation was asked for before with other data.',
        next: 'See how the order stands before asking again.',
      },
      marketplace: {
        what: 'The application’s fee cannot be charged with this access.',
        next: 'Connect the account by consent (OAuth), or leave the fee out.',
      },
      discounts: {
        what: 'The discount cannot be combined with instalments.',
        next: 'Leave out the discount or the instalments.',
      },
      slotEmpty: {
        what: 'There is no order on the till’s QR.',
        next: 'It expired, was taken back, or was paid already. Check the order before charging again.',
      },
      underWay: {
        what: 'Mercado Pago is busy with this very operation.',
        next: 'A payment or a refund is under way. Wait a moment and look again; do not repeat it.',
      },
      theirFault: {
        what: 'Mercado Pago failed.',
        next: 'Wait a moment and try again. If it goes on, look at Mercado Pago’s status.',
      },
      notFound: {
        what: 'Mercado Pago does not have what was asked for.',
        next: 'It may be another account’s, too old or too new. Look again in a minute.',
      },
      refundTooLate: {
        what: 'The time to refund this payment is over.',
        next: 'It is 180 days, 90 in Peru. Give the money back in another way and note it.',
      },
      onlyTotalRefund: {
        what: 'This payment can only be refunded in full.',
        next: 'Refund all of it, and charge again what is due.',
      },
      refundTooLarge: {
        what: 'It is more than is left to refund.',
        next: 'See what is left on the order and ask for that or less.',
      },
      refundNotPossible: {
        what: 'This payment cannot be refunded now.',
        next: 'It may be refunded already, disputed, or the account may lack the balance. Look at it in Mercado Pago.',
      },
      alreadyRefunded: { what: 'It was refunded already.', next: 'There is nothing more to refund of this payment.' },
      name: { what: 'Mercado Pago does not accept the name.', next: 'Use a name of up to 44 letters.' },
      address: {
        what: 'Mercado Pago does not accept the store’s address.',
        next: 'Check street, number and postal code.',
      },
      city: {
        what: 'Mercado Pago does not know that city in that state.',
        next: 'Choose city and state as they are in its list.',
      },
      coordinates: {
        what: 'The place on the map is not in the account’s country.',
        next: 'Check latitude and longitude, with their signs.',
      },
      hours: {
        what: 'Mercado Pago does not accept the opening hours.',
        next: 'Check that every day has an opening and a closing time, and at most four of them.',
      },
      externalIdTaken: {
        what: 'A store or till with that code is in the account already.',
        next: 'Choose another code, or read the stores again to use the one that exists.',
      },
      externalIdInvalid: {
        what: 'Mercado Pago does not accept that code.',
        next: 'Use unaccented letters and digits only, up to 39.',
      },
      category: {
        what: 'Mercado Pago does not know that category in this country.',
        next: 'Leave the category empty or choose one of the country’s list.',
      },
      fixedAmount: {
        what: 'The till lets the customer type the amount.',
        next: 'To charge from here it has to wait for an order: switch on the fixed amount of the till.',
      },
      posUrl: {
        what: 'Mercado Pago does not accept the till’s address.',
        next: 'Whoever runs the server has to set a public https address of under 300 letters in APP_URL.',
      },
      posUrlNotAllowed: {
        what: 'Mercado Pago does not allow calls to this server yet.',
        next: 'Ask Mercado Pago to allow the domain for unattended tills, and try again.',
      },
      application: {
        what: 'The application’s credentials are not right.',
        next: 'Whoever runs the server checks MERCADOPAGO_CLIENT_ID and MERCADOPAGO_CLIENT_SECRET.',
      },
      consent: {
        what: 'The account’s consent no longer holds.',
        next: 'Connect the account again: the permission expired, was used, or was withdrawn.',
      },
      noAnswer: {
        what: 'Mercado Pago did not answer in time.',
        next: 'It may have been done or not. Do not repeat it: we keep looking and the order will say how it ended.',
      },
      unreadable: {
        what: 'Something answered that is not Mercado Pago.',
        next: 'It is usually a proxy or a wrong address. Whoever runs the server checks MERCADOPAGO_API_URL and its way to the internet.',
      },
      notSent: { what: 'Mercado Pago was never asked.', next: 'Nothing was done. Try again.' },
      notDone: {
        what: 'Mercado Pago did not do it.',
        next: 'We looked afterwards and it was not there. It can be asked for again.',
      },
      unknown: {
        what: 'Mercado Pago said no, with a code that we do not know.',
        next: 'What it answered is below. Copy the data for support and ask Mercado Pago.',
      },
    },
  },
});
